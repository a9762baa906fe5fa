import Link from 'next/link'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { Wordmark } from '../../_ui/wordmark.tsx'
import { hireHref } from './hire-link.tsx'

const places = [
  { href: '/#roles', label: 'Roles' },
  { href: '/#how', label: 'How it works' },
  { href: '/#pricing', label: 'Pricing' },
  { href: '/#questions', label: 'Questions' },
]

export function SiteHeader() {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper">
      <a
        href="#content"
        className="sr-only rounded-md bg-lamp px-3 py-2 font-medium text-lamp-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-4"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex h-14 max-w-page items-center justify-between gap-4 px-4 sm:px-6">
        <Link href="/" aria-label="Deskhand, home">
          <Wordmark />
        </Link>
        <nav aria-label="Sections" className="flex gap-6 max-md:hidden">
          {places.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              className="text-muted transition-colors duration-150 ease-out hover:text-ink"
            >
              {label}
            </a>
          ))}
        </nav>
        <div className="flex items-center gap-2">
          <ButtonLink href="/sign-in" prefetch={false} tone="plain">
            Sign in
          </ButtonLink>
          <ButtonLink href={hireHref} prefetch={false} tone="primary" className="max-sm:hidden">
            Hire
          </ButtonLink>
        </div>
      </div>
    </header>
  )
}
