'use client'
import type { Employee } from '#lib/wire/employee.ts'
import { Elapsed } from '../../_ui/elapsed.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { useResting } from '../_billing/standing-provider.tsx'
import { aboutSeconds } from './about-seconds.ts'
import { lampOf, phaseInWords, stateInWords, timeLeft } from './words.ts'

type DeskStateProps = { employee: Employee; isWorking: boolean }

/** The lamp and the words beside it: the state, and while a desk starts, its step and for how long. */
export function DeskState({ employee, isWorking }: DeskStateProps) {
  const resting = useResting(employee)
  if (resting && employee.lifecycle !== 'leaving') return <Resting words={resting} />
  const phase = phaseInWords(employee)
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-sm">
      <Lamp state={lampOf(employee, isWorking)} size={20} label={null} />
      <span className={employee.lifecycle === 'needs_attention' ? 'shrink-0 text-bad' : 'shrink-0'}>
        {stateInWords(employee, isWorking)}
      </span>
      {employee.lifecycle === 'asleep' && employee.desk.readyAfterMs !== null && (
        <span className="truncate text-muted">wakes{aboutSeconds(employee.desk.readyAfterMs)}</span>
      )}
      {phase && (
        <span className="flex min-w-0 items-baseline gap-1.5 text-muted">
          <span className="truncate">{phase}</span>
          <Elapsed since={employee.desk.phaseStartedAt} />
        </span>
      )}
      {employee.homeKeptUntil && <KeptFor until={employee.homeKeptUntil} />}
    </p>
  )
}

function Resting({ words }: { words: string }) {
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-sm">
      <Lamp state="off" size={20} label={null} />
      <span className="truncate">{words}</span>
    </p>
  )
}

function KeptFor({ until }: { until: string }) {
  const now = useNow(60_000)
  const untilMs = Date.parse(until)
  return (
    <span className="min-w-0 truncate text-muted" suppressHydrationWarning>
      {untilMs > now ? `${timeLeft(untilMs, now)} left` : 'the home is being cleared'}
    </span>
  )
}
