'use client'
// The present month: what is spent, what it may come to, and the caps that hold.
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Allowances } from '#lib/allowance/read-allowances.ts'
import type { Usage } from '#lib/wire/usage.ts'
import { Button } from '../../../_ui/button.tsx'
import { money, monthOf, roughMoney } from '../_words/figures.ts'
import { byUrgency, type NamedAllowance, stateOf } from './allowance.ts'
import { AllowanceBar } from './allowance-bar.tsx'
import { CapEditor } from './cap-editor.tsx'
import { EmployeeAllowance } from './employee-allowance.tsx'
import { forecastInWords } from './forecast-words.ts'
import { WhatAllowancesDo } from './what-allowances-do.tsx'

type MonthPanelProps = { today: string; month: Usage['month']; allowances: Allowances }

export function MonthPanel({ today, month, allowances: { company, employees } }: MonthPanelProps) {
  return (
    <section aria-labelledby="month" className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col">
        <h2 id="month" className="font-semibold">
          {company.counts === 'always' ? 'Until the first payment' : monthOf(today)}
        </h2>
        <CompanyAllowance company={company} />
        <Foreseen today={today} month={month} capMicros={leftForTheMonth(company, month)} />
      </div>
      <div className="flex min-w-0 flex-col">
        <h2 className="font-semibold">Allowances of employees</h2>
        <EmployeeAllowances allowances={employees.filter(({ hasLeft }) => !hasLeft)} />
        <WhatAllowancesDo counts={company.counts} />
      </div>
    </section>
  )
}

function CompanyAllowance({ company }: { company: Allowances['company'] }) {
  const { spentMicros, reservedMicros, capMicros, ceilingMicros } = company
  const named = { ...company, name: 'the company' }
  const state = stateOf(company)
  return (
    <div className="mt-3 flex flex-col gap-2.5">
      <div className="flex min-h-9 flex-wrap items-end gap-x-2 gap-y-1">
        <p className="figures font-medium text-xl">
          {money(spentMicros)}
          <span className="sr-only"> spent</span>
        </p>
        <p className="pb-1 text-muted">
          of <span className="figures text-ink">{roughMoney(capMicros)}</span>
        </p>
        <CapEditor
          allowance={named}
          ceilingMicros={ceilingMicros}
          isBeforePaying={company.counts === 'always'}
        />
      </div>
      <AllowanceBar allowance={named} isLarge />
      <p className="text-muted text-sm">
        {state === 'used-up' && (
          <span className="font-medium text-bad">
            Used up: no model call is made until {moreOf(company)}.{' '}
          </span>
        )}
        {state === 'nearly' && <span className="font-medium text-lamp-text">Nearly used up. </span>}
        {reservedMicros > 0 && `${money(reservedMicros)} held for calls under way. `}
        {wholeInWords(company)}
      </p>
    </div>
  )
}

/** What it waits for: beyond what is included nothing can be raised. */
function moreOf({ capMicros, ceilingMicros, counts }: Allowances['company']): string {
  if (capMicros < ceilingMicros) return 'it is raised'
  return counts === 'always'
    ? 'a plan is paid'
    : 'the next month, or until a seat more or a larger plan brings more'
}

function wholeInWords({ capMicros, ceilingMicros, counts }: Allowances['company']): string {
  if (capMicros < ceilingMicros) return `Your own limit; there could be ${money(ceilingMicros)}.`
  return counts === 'always'
    ? 'One sum for all of that time, not for a month.'
    : 'All that your plan includes for a month.'
}

/** Of a sum that no month gives anew, what earlier months used is gone. */
function leftForTheMonth(company: Allowances['company'], month: Usage['month']): number {
  const { counts, capMicros, spentMicros } = company
  return counts === 'always' ? Math.max(0, capMicros - (spentMicros - month.spentMicros)) : capMicros
}

type ForeseenProps = { today: string; month: Usage['month']; capMicros: number }

function Foreseen(props: ForeseenProps) {
  const { figure, words, warning } = forecastInWords(props)
  return (
    <div className="mt-6 border-line border-t pt-4">
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        Forecast {figure && <span className="figures">{figure}</span>}
      </h3>
      <p className="mt-0.5 text-muted text-sm">{words}</p>
      {warning && (
        <p className="mt-2 flex items-start gap-2 text-lamp-text text-sm">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.5} className="mt-px shrink-0" />
          {warning}
        </p>
      )}
    </div>
  )
}

/** What one sees without asking for more. */
const fewest = 5

function EmployeeAllowances({ allowances }: { allowances: readonly NamedAllowance[] }) {
  const [isAll, setAll] = useState(false)
  if (allowances.length === 0)
    return <p className="mt-3 text-muted">Everybody you hire gets one of their own.</p>
  const sorted = byUrgency(allowances)
  return (
    <>
      <ul className="mt-1 flex flex-col">
        {(isAll ? sorted : sorted.slice(0, fewest)).map((one) => (
          <EmployeeAllowance key={one.id} allowance={one} />
        ))}
      </ul>
      {sorted.length > fewest && (
        <Button
          tone="plain"
          aria-expanded={isAll}
          className="-mx-3 self-start text-muted max-sm:-mx-4"
          onClick={() => setAll((before) => !before)}
        >
          {isAll ? 'Show fewer' : `Show all ${sorted.length}`}
        </Button>
      )}
    </>
  )
}
