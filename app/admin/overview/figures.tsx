import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Overview } from '#lib/admin/read-overview.ts'
import { money } from '#lib/mail/words.ts'
import type { Standing } from '#lib/wire/me.ts'
import { standingNames } from '../_parts/words.ts'

const shown: readonly Standing[] = [
  'paying',
  'past_due',
  'trial',
  'looking',
  'looked',
  'trial_over',
  'stopped',
  'suspended',
]

/** What comes in each month, and where all companies stand. */
export function Figures({ overview }: { overview: Overview }) {
  const { recurring, standings, companies } = overview
  return (
    <div className="grid gap-x-12 gap-y-6 border-line border-b py-8 lg:grid-cols-[minmax(220px,1fr)_3fr]">
      <div>
        <p className="text-muted">Recurring each month</p>
        {recurring.length === 0 && <p className="figures mt-1 text-xl">{money(0)}</p>}
        {recurring.map(({ currency, amountCents, subscriptions, seats }) => (
          <div key={currency}>
            <p className="figures mt-1 text-xl">{money(amountCents, currency)}</p>
            <p className="text-muted text-sm">
              {subscriptions} {subscriptions === 1 ? 'subscription' : 'subscriptions'}, {seats}{' '}
              {seats === 1 ? 'seat' : 'seats'}
            </p>
          </div>
        ))}
      </div>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 md:grid-cols-5">
        <Figure href="/admin/companies" count={companies}>
          Companies
        </Figure>
        {shown.map((standing) => (
          <Figure
            key={standing}
            href={`/admin/companies?standing=${standing}`}
            count={standings[standing] ?? 0}
          >
            {standingNames[standing]}
          </Figure>
        ))}
      </ul>
    </div>
  )
}

function Figure({ href, count, children }: { href: string; count: number; children: ReactNode }) {
  return (
    <li>
      <Link href={href} className="group block rounded-md py-1">
        <span className={`figures block text-lg ${count === 0 ? 'text-muted' : ''}`}>
          {count.toLocaleString('en-US')}
        </span>
        <span className="text-muted text-sm group-hover:text-ink group-hover:underline">{children}</span>
      </Link>
    </li>
  )
}
