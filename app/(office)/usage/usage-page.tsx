'use client'
// What was used, as it happens: the month with its caps, then the days somebody chose.
import type { Allowances } from '#lib/allowance/read-allowances.ts'
import type { Usage, UsageQuery } from '#lib/wire/usage.ts'
import { PageHeader } from '../../_ui/page-header.tsx'
import { SpendChart } from './_chart/spend-chart.tsx'
import { MonthPanel } from './_month/month-panel.tsx'
import { RangeBar } from './_range/range-bar.tsx'
import { UsageTables } from './_tables/usage-tables.tsx'
import { calls, money, rangeInWords } from './_words/figures.ts'
import { NothingUsed, NothingYet } from './nothing.tsx'
import { useFollowSpending } from './use-follow-spending.ts'

type UsagePageProps = {
  today: string
  query: UsageQuery
  usage: Usage
  allowances: Allowances
}

export function UsagePage({ today, query, usage, allowances }: UsagePageProps) {
  useFollowSpending()
  return (
    <>
      <PageHeader title="Usage" text="What your employees’ thinking costs, as it happens." />
      <div className="flex flex-col gap-10 pt-4">
        <MonthPanel today={today} month={usage.month} allowances={allowances} />
        {usage.firstCallAt === null ? <NothingYet /> : <InDays query={query} usage={usage} />}
      </div>
    </>
  )
}

function InDays({ query, usage }: { query: UsageQuery; usage: Usage }) {
  const { total } = usage
  return (
    <section aria-labelledby="days" className="flex flex-col gap-6 border-line border-t pt-8">
      <RangeBar query={query} range={usage} />
      <div>
        <h2 id="days" className="font-semibold text-lg">
          <span className="figures">{money(total.costMicros)}</span> in {calls(total.calls)}
        </h2>
        <p className="text-muted text-sm">
          {rangeInWords(usage)}, days of UTC. <PracticeWords usage={usage} />
        </p>
      </div>
      {total.calls === 0 ? (
        <NothingUsed />
      ) : (
        <>
          <SpendChart usage={usage} />
          <UsageTables usage={usage} />
        </>
      )}
    </section>
  )
}

/** Calls of the practice model are priced, so that one can see what it would be like. */
function PracticeWords({ usage: { total } }: { usage: Usage }) {
  const { practiceCalls, practiceMicros } = total
  if (practiceCalls === 0) return null
  if (practiceCalls === total.calls)
    return 'All of it was answered by the practice model: priced like a real one, and nobody pays for it.'
  return `${money(practiceMicros)} of it in ${calls(practiceCalls)} of the practice model, which nobody pays for.`
}
