'use client'
// The quieter facts at the side: what it needs, what it waits for, how it is worked on, and where it came from.
import Link from 'next/link'
import type { ReactNode } from 'react'
import { offeredModels } from '#lib/model/models.ts'
import type { Task } from '#lib/wire/task.ts'
import { Badge } from '../../../../_ui/badge.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Kbd } from '../../../../_ui/kbd.tsx'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { statusInWords, statusTones } from '../../_words/status.ts'
import { useTaskPage } from '../_state/use-task.ts'

export function Details() {
  const { task, editDetails } = useTaskPage()
  // Nobody works on it itself, so what is told to workers says nothing of it.
  const isWhole = task.parts.total > 0
  return (
    <section aria-labelledby="details" className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-2">
        <h2 id="details" className="font-semibold">
          Details
        </h2>
        <Button tone="plain" className="-mr-2" onClick={() => editDetails()}>
          Edit
          <span aria-hidden="true" className="max-sm:hidden">
            <Kbd>E</Kbd>
          </span>
        </Button>
      </div>
      <dl className="flex flex-col gap-3 text-sm">
        {task.partRole !== '' && <Fact name="As">{task.partRole}</Fact>}
        {task.partReason !== '' && <Fact name="Because">{task.partReason}</Fact>}
        {!isWhole && task.requires.length > 0 && (
          <Fact name="Needs">
            <span className="figures">{task.requires.join(', ')}</span>
          </Fact>
        )}
        <Linked name="Waits for" tasks={task.dependsOn} />
        <Linked name="Others wait" tasks={task.blocks} />
        {!isWhole && (
          <Fact name="Attempts">
            <span className="figures">
              {task.attempts} of {task.maxAttempts}
            </span>
          </Fact>
        )}
        {!isWhole && (task.model || task.thinking) && <Fact name="Model">{modelInWords(task)}</Fact>}
        <Fact name="Review">{task.needsReview ? 'By a person' : 'When its checks pass'}</Fact>
        <Fact name="Made">
          {task.createdBy.name !== '' && (
            <>
              <span dir="auto">{task.createdBy.name}</span>,{' '}
            </>
          )}
          <RelativeTime at={task.createdAt} />
        </Fact>
        {task.finishedAt && (
          <Fact name="Ended">
            <RelativeTime at={task.finishedAt} />
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3">
      <dt className="text-muted">{name}</dt>
      <dd dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
        {children}
      </dd>
    </div>
  )
}

function Linked({ name, tasks }: { name: string; tasks: Task['dependsOn'] }) {
  if (tasks.length === 0) return null
  return (
    <Fact name={name}>
      <ul className="flex flex-col gap-1.5">
        {tasks.map((one) => (
          <li key={one.id} className="flex min-w-0 items-center gap-1.5">
            <Link
              href={`/tasks/${one.id}`}
              prefetch={false}
              title={one.title}
              className="min-w-0 truncate hover:underline"
            >
              <span className="figures text-muted">#{one.number}</span> <span dir="auto">{one.title}</span>
            </Link>
            <Badge tone={statusTones[one.status]}>{statusInWords[one.status]}</Badge>
          </li>
        ))}
      </ul>
    </Fact>
  )
}

function modelInWords({ model, thinking }: Task): string {
  const name = offeredModels().find((one) => one.id === model)?.name ?? model ?? 'as the worker has it'
  return thinking ? `${name}, thinking ${thinking}` : name
}
