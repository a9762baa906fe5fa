'use client'
import { formatRelative } from './format-relative.ts'
import { useNow } from './use-now.ts'

export function RelativeTime({ at }: { at: string | number }) {
  const now = useNow(30_000)
  const moment = new Date(at)
  return (
    <time dateTime={moment.toISOString()} title={moment.toLocaleString('en-GB')} suppressHydrationWarning>
      {formatRelative(moment, new Date(now))}
    </time>
  )
}
