import Link from 'next/link'
import { ButtonLink } from '#app/_ui/button-link.tsx'
import { ThemeSwitch } from '#app/_ui/theme-switch.tsx'
import { Wordmark } from '#app/_ui/wordmark.tsx'

export function DocsHeader() {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper">
      <a
        href="#content"
        className="sr-only rounded-md bg-lamp px-3 py-2 font-medium text-lamp-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-4"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex h-14 max-w-page items-center justify-between gap-4 px-4 sm:px-6">
        <div className="flex items-center gap-3">
          <Link href="/" aria-label="Deskhand, home">
            <Wordmark />
          </Link>
          <span className="text-muted">API</span>
        </div>
        <div className="flex items-center gap-3">
          <span className="max-md:hidden">
            <ThemeSwitch />
          </span>
          <ButtonLink href="/settings" prefetch={false}>
            Make a key
          </ButtonLink>
        </div>
      </div>
    </header>
  )
}
