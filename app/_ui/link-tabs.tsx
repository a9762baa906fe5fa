'use client'
// Tabs that are pages: each has an address, the browser's back button works, and the current one says so.
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type LinkTab = { href: string; label: string; aside?: ReactNode }

export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="-mb-px flex gap-1 overflow-x-auto">
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
