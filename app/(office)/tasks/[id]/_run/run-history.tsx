'use client'
import { useState } from 'react'
import type { Run } from '#lib/wire/task.ts'
import { Badge } from '../../../../_ui/badge.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Elapsed } from '../../../../_ui/elapsed.tsx'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { costInWords } from '../../_words/money.ts'
import { Person } from '../_head/person.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { LogTail } from './log-tail.tsx'

const outcomes: Record<NonNullable<Run['outcome']>, { words: string; tone: 'good' | 'bad' | 'neutral' }> = {
  completed: { words: 'Finished', tone: 'good' },
  failed: { words: 'Failed', tone: 'bad' },
  released: { words: 'Given back', tone: 'neutral' },
  lost: { words: 'Lost', tone: 'bad' },
  cancelled: { words: 'Stopped', tone: 'neutral' },
}

/** Every attempt, the newest first. */
export function RunHistory() {
  const { task } = useTaskPage()
  if (task.runs.length === 0) return null
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="font-semibold">
        Attempts
      </h2>
      <ol className="mt-1 flex flex-col">
        {task.runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ol>
    </section>
  )
}

function RunRow({ run }: { run: Run }) {
  const { task } = useTaskPage()
  const [isLogOpen, setLogOpen] = useState(false)
  const outcome = run.outcome && outcomes[run.outcome]
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line border-b py-3 last:border-b-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="figures text-muted">{run.attempt}</span>
        <Person employeeId={run.worker.employeeId} name={run.worker.name} />
        {outcome ? <Badge tone={outcome.tone}>{outcome.words}</Badge> : <Badge tone="lamp">At work</Badge>}
        <span className="text-muted text-sm">
          <RelativeTime at={run.claimedAt} />, <Elapsed since={run.claimedAt} until={run.endedAt} />
        </span>
        <span className="figures ml-auto text-muted text-sm">{costInWords(run.costMicros)}</span>
        <Button tone="plain" aria-expanded={isLogOpen} onClick={() => setLogOpen(!isLogOpen)}>
          Log
        </Button>
      </div>
      {run.failure && (
        <p className="text-sm [overflow-wrap:anywhere]">
          {run.failure.text} <span className="text-muted">{run.failure.action}</span>
        </p>
      )}
      {run.summary !== '' && (
        <p dir="auto" className="line-clamp-3 max-w-read text-muted text-sm [overflow-wrap:anywhere]">
          {run.summary}
        </p>
      )}
      {isLogOpen && <LogTail taskId={task.id} run={run} />}
    </li>
  )
}
