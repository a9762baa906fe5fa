'use client'
import { useEffect, useState } from 'react'

const tickMs = 250

/** Whole seconds left of a wait that began when this was called with a new `start`. */
export function useCountdown(start: unknown, waitSeconds: number): number {
  const [left, setLeft] = useState(waitSeconds)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new start begins a new wait
  useEffect(() => {
    const endsAtMs = performance.now() + waitSeconds * 1000
    const update = () => {
      const leftMs = endsAtMs - performance.now()
      setLeft(Math.max(0, Math.ceil(leftMs / 1000)))
      if (leftMs <= 0) clearInterval(timer)
    }
    const timer = setInterval(update, tickMs)
    update()
    return () => clearInterval(timer)
  }, [start, waitSeconds])
  return left
}
