import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { readAllowances } from '#lib/allowance/read-allowances.ts'
import { readUsage } from '#lib/usage/read-usage.ts'
import { requireMember } from '../../_edge/session.ts'
import { ManagersOnly } from '../settings/_settings/managers-only.tsx'
import { queryOf, type Search } from './_range/query.ts'
import { today } from './_words/figures.ts'
import { UsagePage } from './usage-page.tsx'

export const metadata: Metadata = { title: 'Usage' }

export default async function Page({ searchParams }: { searchParams: Promise<Search> }) {
  const member = await requireMember('/usage')
  if (!may(member, 'usage.read')) return <NotForYou />
  const query = queryOf(await searchParams)
  const [usage, allowances] = await Promise.all([readUsage(member, query), readAllowances(member)])
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-2 pb-16 sm:px-6">
      <UsagePage today={today()} query={query} usage={usage} allowances={allowances} />
    </div>
  )
}

function NotForYou() {
  return (
    <>
      <h1 className="sr-only">Usage</h1>
      <ManagersOnly
        what="Costs"
        text="They see what everybody’s thinking costs and set how much it may. What a task cost stands on the task."
      />
    </>
  )
}
