'use client'
// Tabs that are pages: each has an address, the browser's back button works, and the current one says so. Where not all of them fit, the
// strip scrolls so far that the current one is seen.
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

export type LinkTab = { href: string; label: string; aside?: ReactNode }

export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const path = usePathname()
  const strip = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current tab
  useEffect(() => showCurrent(strip.current), [path])
  return (
    <nav ref={strip} aria-label={label} className="relative -mb-px flex gap-1 overflow-x-auto">
      {tabs.map((tab) => {
        const current = path === tab.href || path.startsWith(`${tab.href}/`)
        return (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={current ? 'page' : undefined}
            className="flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 text-muted transition-colors duration-150 ease-out hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-lamp aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-11"
          >
            {tab.label}
            {tab.aside}
          </Link>
        )
      })}
    </nav>
  )
}

/** Not by scrollIntoView, which would move the page as well. */
function showCurrent(strip: HTMLElement | null): void {
  const current = strip?.querySelector('[aria-current=page]')
  if (!strip || !(current instanceof HTMLElement)) return
  strip.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - strip.clientWidth / 2
}
