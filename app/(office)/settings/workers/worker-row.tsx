'use client'
import Link from 'next/link'
import type { Worker } from '#lib/wire/worker.ts'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { Elapsed } from '../../../_ui/elapsed.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { drain, forget } from '../../_actions/workers.ts'
import { isAtWork } from '../../_office/apply-to-office.ts'
import { useOffice } from '../../_office/office-provider.tsx'
import { lampOf, stateInWords } from '../../_office/words.ts'
import { useAct } from '../_settings/use-act.ts'
import { executorNames, isThere, workerState } from './worker-words.ts'

interface WorkerRowProps {
  worker: Worker
  mayManage: boolean
  now: number
  onChange: () => void
}

export function WorkerRow({ worker, mayManage, now, onChange }: WorkerRowProps) {
  return (
    <li
      data-row
      className="flex flex-wrap items-start gap-x-6 gap-y-3 border-line border-b py-4 last:border-b-0"
    >
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <NameLine worker={worker} now={now} />
        <p className="flex flex-wrap gap-x-3 text-muted text-sm">
          <span>{executorNames[worker.executor]}</span>
          {worker.version !== '' && <span className="figures">{worker.version}</span>}
          <span>
            {worker.maxConcurrent === 1 ? 'one task at a time' : `${worker.maxConcurrent} tasks at a time`}
          </span>
          {worker.employeeId === null && (
            <span suppressHydrationWarning>
              heard of <Elapsed since={worker.seenAt} /> ago
            </span>
          )}
        </p>
        {worker.capabilities.length > 0 && (
          <ul aria-label="Able to" className="flex min-w-0 flex-wrap gap-1">
            {worker.capabilities.map((one) => (
              <li key={one} className="max-w-full">
                <Badge>
                  <span className="max-w-48 truncate font-mono">{one}</span>
                </Badge>
              </li>
            ))}
          </ul>
        )}
        <Running worker={worker} />
      </div>
      {mayManage && <Acts worker={worker} now={now} onChange={onChange} />}
    </li>
  )
}

function NameLine({ worker, now }: Pick<WorkerRowProps, 'worker' | 'now'>) {
  const { employees, glances } = useOffice()
  const employee = employees.find((one) => one.id === worker.employeeId)
  const isWorking = worker.running.length > 0 || isAtWork(glances[worker.employeeId ?? ''])
  const state =
    employee && !worker.drainingAt
      ? { words: stateInWords(employee, isWorking), lamp: lampOf(employee, isWorking) }
      : workerState(worker, now)
  return (
    <p className="flex min-w-0 items-center gap-2" suppressHydrationWarning>
      <Lamp state={state.lamp} size={20} label={null} />
      {employee ? (
        <Link
          href={`/employees/${employee.id}/chat`}
          prefetch={false}
          dir="auto"
          className="min-w-0 truncate font-medium hover:underline"
        >
          {employee.name}
        </Link>
      ) : (
        <span dir="auto" title={worker.name} className="min-w-0 truncate font-medium">
          {worker.name}
        </span>
      )}
      <span className={`shrink-0 text-sm ${state.lamp === 'red' ? 'text-bad' : 'text-muted'}`}>
        {state.words}
      </span>
    </p>
  )
}

function Running({ worker }: { worker: Worker }) {
  if (worker.running.length === 0) return null
  return (
    <ul aria-label="Works on" className="flex flex-col gap-1 text-sm">
      {worker.running.map((run) => (
        <li key={run.runId} className="flex min-w-0 items-baseline gap-2">
          <Link href={`/tasks/${run.taskId}`} prefetch={false} className="min-w-0 truncate hover:underline">
            <span className="figures text-muted">#{run.taskNumber}</span> <span dir="auto">{run.title}</span>
          </Link>
          <span className="shrink-0 text-muted text-xs">
            <Elapsed since={run.since} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Acts({ worker, now, onChange }: Pick<WorkerRowProps, 'worker' | 'now' | 'onChange'>) {
  const { run, isBusy } = useAct()
  const isDraining = worker.drainingAt !== null
  const mayForget = worker.employeeId === null && worker.running.length === 0
  const there = isThere(worker, now)
  return (
    <div className="flex gap-2">
      <Button busy={isBusy} onClick={() => void run(() => drain(worker.id, !isDraining)).then(onChange)}>
        {isDraining ? 'Resume' : 'Drain'}
      </Button>
      {mayForget && (
        <AlertDialog
          title={`Forget ${worker.name}?`}
          description={
            there
              ? 'It leaves the list and is back as soon as it registers again: stop the program first. Its runs stay with their tasks.'
              : 'It leaves the list. Its runs stay with their tasks, and it is back when the program starts again.'
          }
          confirm="Forget"
          trigger={<Button tone="plain">Forget</Button>}
          onConfirm={() => run(() => forget(worker.id)).then(onChange)}
        />
      )}
    </div>
  )
}
