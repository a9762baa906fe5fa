'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ModelUse } from '#lib/ledger/read-model-use.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { formatDollars } from '../../../_form/dollars.ts'
import { Section } from '../../../_form/section.tsx'
import { DeskState } from '../../../_office/desk-state.tsx'
import { useEmployee, useOffice } from '../../../_office/office-provider.tsx'
import { costInWords } from '../../../tasks/_words/money.ts'

const runtimes: Readonly<Record<string, string>> = {
  process: 'A process of its own on this machine',
  docker: 'A container of its own',
}

type DeskFactsProps = {
  initial: Employee
  modelName: string
  modelUse: ModelUse
  /** What they may use in a month; null where no plan says so yet. */
  capMicros: number | null
}

export function DeskFacts({ initial, modelName, modelUse, capMicros }: DeskFactsProps) {
  const { employee, isWorking } = useEmployee(initial)
  const { desk } = employee
  return (
    <Section title="Desk" text="Where they work, and how it went.">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[140px_minmax(0,1fr)]">
        <Fact name="State">
          <DeskState employee={employee} isWorking={isWorking} />
        </Fact>
        {desk.error && (
          <Fact name="Failure">
            {desk.error.text} {desk.error.action}
          </Fact>
        )}
        {desk.nextAttemptAt && (
          <Fact name="Next attempt">
            <RelativeTime at={desk.nextAttemptAt} />
          </Fact>
        )}
        <Fact name="Runs as">
          {desk.runtime ? (runtimes[desk.runtime] ?? desk.runtime) : 'Not placed yet'}
        </Fact>
        <Fact name="Last start took">
          {desk.readyAfterMs === null ? 'Not started yet' : <Seconds ms={desk.readyAfterMs} />}
        </Fact>
        <Fact name="Thinks with">{modelName}</Fact>
        <Fact name="Used this month">
          <MonthCost modelUse={modelUse} capMicros={capMicros} />
        </Fact>
        <Fact name="Hired">
          <RelativeTime at={employee.hiredAt} />
        </Fact>
      </dl>
    </Section>
  )
}

function MonthCost({ modelUse, capMicros }: Pick<DeskFactsProps, 'modelUse' | 'capMicros'>) {
  const { me } = useOffice()
  return (
    <>
      <span className="figures">{costInWords(modelUse.costMicros)}</span>
      {capMicros !== null && (
        <>
          {' '}
          of <span className="figures">{formatDollars(capMicros)}</span>
        </>
      )}{' '}
      in {callsInWords(modelUse)}
      {me.isManager && (
        <>
          .{' '}
          <Link href="/usage" className="text-link underline">
            See everybody’s
          </Link>
        </>
      )}
    </>
  )
}

function callsInWords({ calls, practiceCalls }: ModelUse): string {
  const words = calls === 1 ? 'one model call' : `${calls.toLocaleString('en')} model calls`
  if (practiceCalls === 0) return words
  const share = practiceCalls === calls ? 'all' : practiceCalls.toLocaleString('en')
  return `${words}, ${share} answered by the practice model, which costs nothing`
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted max-sm:-mb-1.5">{name}</dt>
      <dd className="min-w-0 max-sm:mb-2">{children}</dd>
    </>
  )
}

function Seconds({ ms }: { ms: number }) {
  return <span className="figures">{(ms / 1000).toFixed(1)} s</span>
}
