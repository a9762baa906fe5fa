'use client'
import { useEffect, useRef } from 'react'
import { heartbeatSeconds } from '#lib/wire/run.ts'
import type { Worker } from '#lib/wire/worker.ts'
import { Lamp } from '../../../_ui/lamp.tsx'
import { useNow } from '../../../_ui/use-now.ts'
import { call } from '../../_api/call.ts'
import { useRead } from '../../_api/use-read.ts'
import { WorkerStart } from '../_worker-start/worker-start.tsx'
import { WorkerRow } from './worker-row.tsx'

interface WorkerListProps {
  initial: Worker[]
  mayManage: boolean
  siteUrl: string
}

export function WorkerList({ initial, mayManage, siteUrl }: WorkerListProps) {
  const { value: workers, refresh } = useRead(initial, fetchWorkers, ({ event }) => followed.has(event))
  const now = useNow(1000)
  useFreshSigns(workers, now, refresh)
  const outside = workers.filter(({ employeeId }) => employeeId === null)
  const desks = workers.filter(({ employeeId }) => employeeId !== null)
  return (
    <>
      <section aria-labelledby="outside" className="mt-8">
        <h3 id="outside" className="font-medium">
          Outside
        </h3>
        {outside.length === 0 ? (
          <NoWorker mayManage={mayManage} siteUrl={siteUrl} />
        ) : (
          <Rows workers={outside} mayManage={mayManage} now={now} onChange={refresh} />
        )}
      </section>
      <section aria-labelledby="desks" className="mt-10">
        <h3 id="desks" className="font-medium">
          Desks of your employees
        </h3>
        {desks.length === 0 ? (
          <p className="mt-1 text-muted">Each employee takes tasks, too, from their first one on.</p>
        ) : (
          <Rows workers={desks} mayManage={mayManage} now={now} onChange={refresh} />
        )}
      </section>
      {outside.length > 0 && (
        <details className="mt-10">
          <summary className="font-medium max-sm:py-3">Start another worker</summary>
          <div className="mt-3">
            <WorkerStart siteUrl={siteUrl} />
          </div>
        </details>
      )}
    </>
  )
}

const followed: ReadonlySet<string> = new Set(['worker', 'run', 'employee'])

async function fetchWorkers() {
  const answer = await call<{ items: Worker[] }>('/workers')
  return answer.ok ? { ok: true as const, value: answer.value.items } : answer
}

interface RowsProps {
  workers: readonly Worker[]
  mayManage: boolean
  now: number
  onChange: () => void
}

function Rows({ workers, ...rest }: RowsProps) {
  return (
    <ul className="mt-1 flex flex-col">
      {workers.map((worker) => (
        <WorkerRow key={worker.id} worker={worker} {...rest} />
      ))}
    </ul>
  )
}

function NoWorker({ mayManage, siteUrl }: { mayManage: boolean; siteUrl: string }) {
  return (
    <div className="mt-3 flex flex-col gap-5 rounded-card border border-line bg-surface p-5 sm:flex-row sm:items-start">
      <Lamp state="off" size={96} label={null} className="max-sm:hidden" />
      <div className="min-w-0 flex-1">
        <p className="display text-lg">No worker of your own yet.</p>
        <p className="mt-1 mb-4 max-w-read text-muted">
          {mayManage
            ? 'Start one where your code or your tools are. Make an API key with the scope Work first, then:'
            : 'Start one where your code or your tools are. Ask an owner or an admin for an API key with the scope Work, then:'}
        </p>
        <WorkerStart siteUrl={siteUrl} />
      </div>
    </div>
  )
}

/** Signs of life make no events: when one should have come by now, the page asks before it says that none did. */
function useFreshSigns(workers: readonly Worker[], now: number, refresh: () => void): void {
  const askedMs = useRef(0)
  const isDue = workers.some(
    ({ employeeId, isOnline, seenAt }) =>
      employeeId === null && isOnline && now - Date.parse(seenAt) > (heartbeatSeconds + 2) * 1000,
  )
  useEffect(() => {
    if (!isDue || now - askedMs.current < (heartbeatSeconds / 3) * 1000) return
    askedMs.current = now
    refresh()
  }, [isDue, now, refresh])
}
