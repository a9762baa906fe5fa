'use client'
// A long list in a page: as much of it as was looked at so far. The rest is drawn when its end comes near.
import { type RefCallback, useCallback, useState } from 'react'

const step = 40

/** `sentinel` goes to an element after the last row, present while there is more. */
export function useGrowing(length: number): { count: number; sentinel: RefCallback<Element> } {
  const [count, setCount] = useState(step)
  const sentinel = useCallback((element: Element | null) => {
    if (!element || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setCount((before) => before + step)
      },
      { rootMargin: '600px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { count: Math.min(count, length), sentinel }
}
