'use client'
// Who works on it right now, what they say they do, and whether they have been heard of: never a false "running".
import { useState } from 'react'
import type { Run } from '#lib/wire/task.ts'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Elapsed } from '../../../../_ui/elapsed.tsx'
import { formatElapsed } from '../../../../_ui/format-elapsed.ts'
import { Lamp } from '../../../../_ui/lamp.tsx'
import type { LampState } from '../../../../_ui/lamp-drawing.tsx'
import { progressInWords } from '../../_words/status.ts'
import { Person } from '../_head/person.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { type Freshness, freshnessOf, heardAtMs } from '../_words/heard.ts'
import { LogTail } from './log-tail.tsx'
import { ToolLines } from './tool-lines.tsx'
import { useHeardAge } from './use-heard.ts'

export function LiveRun({ run, timeline }: { run: Run; timeline: readonly TimelineEntry[] }) {
  const { task, refresh } = useTaskPage()
  const [isLogOpen, setLogOpen] = useState(false)
  const own = timeline.filter(({ runId }) => runId === run.id)
  const lastAt = own.findLast(({ actor }) => actor.kind === 'worker' || actor.kind === 'employee')?.at
  // Of a parked run nothing is expected.
  const heardMs = run.parkedAt ? Number.POSITIVE_INFINITY : heardAtMs(run, lastAt ? [lastAt] : [])
  const ageMs = useHeardAge(heardMs, refresh)
  const freshness = freshnessOf(ageMs)
  const isAsking = task.openQuestions > 0
  return (
    <section
      aria-labelledby="live-run"
      className="flex flex-col gap-4 rounded-card border border-line bg-surface px-4 py-4 sm:px-6"
    >
      <div className="flex min-w-0 items-start gap-3">
        <Lamp state={lampOf(run, freshness, isAsking)} size={32} label={null} />
        <div className="min-w-0 flex-1">
          <h2 id="live-run" className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-medium text-md">
            <span dir="auto" className="min-w-0 truncate">
              {headline(run, task.progress?.state, isAsking)}
            </span>
            {task.progress && !isAsking && (
              <span className="font-normal text-muted text-sm">
                <Elapsed since={task.progress.at} />
              </span>
            )}
          </h2>
          {task.progress?.note && (
            <p dir="auto" className="[overflow-wrap:anywhere]">
              {task.progress.note}
            </p>
          )}
          <p className="mt-1 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
            <span className="inline-flex min-w-0 text-ink">
              <Person employeeId={run.worker.employeeId} name={run.worker.name} isLink />
            </span>
            <span>
              attempt {run.attempt}, for <Elapsed since={run.claimedAt} />
            </span>
            {run.parkedAt ? <Parked at={run.parkedAt} /> : <Heard ageMs={ageMs} freshness={freshness} />}
          </p>
        </div>
      </div>
      <ToolLines entries={own} />
      {isLogOpen ? (
        <LogTail taskId={task.id} run={run} />
      ) : (
        <Button tone="plain" className="-ml-3 self-start" onClick={() => setLogOpen(true)}>
          Show the log
        </Button>
      )}
    </section>
  )
}

function headline({ parkedAt }: Run, state: string | undefined, isAsking: boolean): string {
  if (isAsking) return 'Waits for an answer'
  if (parkedAt) return 'About to go on'
  return state ? progressInWords(state) : 'At work'
}

function lampOf({ parkedAt }: Run, freshness: Freshness, isAsking: boolean): LampState {
  if (parkedAt) return isAsking ? 'lit' : 'warming'
  return freshness === 'fresh' && isAsking ? 'lit' : lamps[freshness]
}

/** It is meant to say nothing: nobody works on it, and its desk is free. */
function Parked({ at }: { at: string }) {
  return (
    <span>
      paused for its cost, <Elapsed since={at} />
    </span>
  )
}

const lamps: Record<Freshness, LampState> = { fresh: 'breathing', quiet: 'cool', silent: 'red' }

function Heard({ ageMs, freshness }: { ageMs: number; freshness: Freshness }) {
  const age = <span className="figures">{formatElapsed(ageMs)}</span>
  if (freshness === 'fresh') return <span suppressHydrationWarning>heard of {age} ago</span>
  return (
    <span className={freshness === 'silent' ? 'text-bad' : 'text-lamp-text'} suppressHydrationWarning>
      silent for {age}
    </span>
  )
}
