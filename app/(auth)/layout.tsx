import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { headlineFont } from '../_ui/headline-font.ts'
import { Wordmark } from '../_ui/wordmark.tsx'

/** To ourselves only. With none at all, a browser without scripts hides where a form comes from, and Next refuses it. */
export const metadata: Metadata = { referrer: 'same-origin' }

/** A quiet room with one thing to do in it. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className={`${headlineFont.variable} flex min-h-dvh flex-col`}>
      <header className="flex h-14 items-center px-4 sm:px-6">
        <Link href="/" prefetch={false} aria-label="Deskhand, home">
          <Wordmark />
        </Link>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[8vh] pb-16 sm:pt-[12vh]">
        <div className="flex w-full max-w-[376px] flex-col">{children}</div>
      </main>
      <footer className="flex justify-center gap-4 pb-6 text-muted text-sm">
        <Link href="/terms" prefetch={false} className="py-1 hover:text-ink max-sm:py-3">
          Terms
        </Link>
        <Link href="/privacy" prefetch={false} className="py-1 hover:text-ink max-sm:py-3">
          Privacy
        </Link>
      </footer>
    </div>
  )
}
