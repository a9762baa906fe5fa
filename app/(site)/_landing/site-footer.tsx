import Link from 'next/link'
import { ThemeSwitch } from '../../_ui/theme-switch.tsx'
import { Wordmark } from '../../_ui/wordmark.tsx'

const places = [
  { href: '/#roles', label: 'Roles' },
  { href: '/#pricing', label: 'Pricing' },
  { href: '/terms', label: 'Terms' },
  { href: '/privacy', label: 'Privacy' },
  { href: '/sign-in', label: 'Sign in' },
]

export function SiteFooter() {
  return (
    <footer className="border-line border-t">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-8 gap-y-6 px-4 py-8 sm:px-6">
        <Wordmark />
        <nav aria-label="Footer" className="flex flex-wrap gap-x-6 gap-y-1">
          {places.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              className="text-muted transition-colors duration-150 ease-out hover:text-ink max-sm:py-3"
            >
              {label}
            </Link>
          ))}
        </nav>
        <ThemeSwitch />
      </div>
    </footer>
  )
}
