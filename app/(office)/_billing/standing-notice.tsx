'use client'
import Link from 'next/link'
import { useNow } from '../../_ui/use-now.ts'
import { useStanding } from './standing-provider.tsx'
import { noticeOf } from './standing-words.ts'

const looks = { warn: 'bg-lamp-wash text-lamp-text', bad: 'bg-bad-wash text-bad' }

/** What the company's standing asks of people, above every page. */
export function StandingNotice() {
  const standing = useStanding()
  const notice = noticeOf(standing, useNow(60_000))
  if (!notice) return null
  const { tone, title, text, act } = notice
  return (
    <p
      role="note"
      aria-label="Plan"
      className={`shrink-0 text-balance px-4 py-1.5 text-center text-sm ${looks[tone]}`}
    >
      <strong className="font-medium" suppressHydrationWarning>
        {title}
      </strong>{' '}
      <span className="text-ink">{text}</span>{' '}
      {act && (
        <Link
          href={act.href}
          prefetch={false}
          className="whitespace-nowrap font-medium underline underline-offset-4"
        >
          {act.label}
        </Link>
      )}
    </p>
  )
}
