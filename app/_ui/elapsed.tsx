'use client'
import { formatElapsed } from './format-elapsed.ts'
import { useNow } from './use-now.ts'

type ElapsedProps = {
  /** ISO time or epoch milliseconds. */
  since: string | number
  /** When it ended; left out, it ticks. */
  until?: string | number | null | undefined
}

export function Elapsed({ since, until }: ElapsedProps) {
  const running = until === undefined || until === null
  const now = useNow(running ? 1000 : null)
  const endMs = running ? now : new Date(until).getTime()
  return (
    <span className="figures whitespace-nowrap" suppressHydrationWarning>
      {formatElapsed(endMs - new Date(since).getTime())}
    </span>
  )
}
