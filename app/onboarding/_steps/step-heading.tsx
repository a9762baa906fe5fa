'use client'
// After a step the focus stands at the heading of the next, so that keyboard and screen reader begin there.
import { type ReactNode, useEffect, useRef } from 'react'

let isFirstOfPage = true

export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstOfPage) heading.current?.focus({ preventScroll: true })
    isFirstOfPage = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className="display text-xl outline-none">
      {children}
    </h1>
  )
}
