import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { requireOperator } from '../_edge/operator.ts'
import { LinkTabs } from '../_ui/link-tabs.tsx'
import { ThemeSwitch } from '../_ui/theme-switch.tsx'
import { Toaster } from '../_ui/toast.tsx'
import { Wordmark } from '../_ui/wordmark.tsx'

export const metadata: Metadata = {
  title: { default: 'Operators · Deskhand', template: '%s · Operators · Deskhand' },
  robots: { index: false },
}

const tabs = [
  { href: '/admin/overview', label: 'Overview' },
  { href: '/admin/companies', label: 'Companies' },
  { href: '/admin/acts', label: 'Acts' },
]

export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireOperator()
  return (
    <div className="min-h-dvh">
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex w-full max-w-page flex-wrap items-center gap-x-6 gap-y-1 px-4 pt-3 sm:px-6">
          <Link href="/admin/overview" className="flex min-h-8 items-center gap-2 max-sm:min-h-11">
            <Wordmark />
            <span className="text-muted">Operators</span>
          </Link>
          <div className="ml-auto flex items-center gap-2">
            <Link href="/employees" className="text-muted hover:text-ink max-sm:py-3">
              To your office
            </Link>
            <ThemeSwitch />
          </div>
          <div className="w-full">
            <LinkTabs label="Operators" tabs={tabs} />
          </div>
        </div>
      </header>
      <main className="mx-auto w-full max-w-page px-4 pb-16 sm:px-6">{children}</main>
      <Toaster />
    </div>
  )
}
