'use client'
import Link from 'next/link'
import type { Task, TaskCard } from '#lib/wire/task.ts'
import { Badge } from '../../../../_ui/badge.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { costInWords } from '../../_words/money.ts'
import { partsInWords, progressInWords, statusInWords, statusTones } from '../../_words/status.ts'
import { Person } from '../_head/person.tsx'
import { useTaskPage } from '../_state/use-task.ts'

/** The tasks this one was split into, each as it is now. */
export function Parts() {
  const { task, parts } = useTaskPage()
  if (parts.length === 0) return null
  const { total, done } = task.parts
  return (
    <section aria-labelledby="parts">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 id="parts" className="font-semibold">
          Parts
        </h2>
        <p className="text-muted text-sm">{partsInWords(task.parts)}</p>
        <progress
          aria-label="Parts done"
          value={done}
          max={Math.max(total, 1)}
          className="h-1 w-32 appearance-none overflow-hidden rounded-sm bg-line [&::-moz-progress-bar]:bg-good [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-good [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-200"
        />
      </div>
      <ul className="mt-1 flex flex-col">
        {parts.map((part) => (
          <PartRow key={part.id} part={part} summary={summaryOf(task, part)} />
        ))}
      </ul>
    </section>
  )
}

function summaryOf({ parts }: Task, { id }: TaskCard): string {
  return parts.summaries.find((one) => one.id === id)?.summary.replaceAll(marks, '') ?? ''
}

/** Of markdown, which says nothing in a single line. */
const marks = /\*\*|`|^#+ |^[-*] /gm

function PartRow({ part, summary }: { part: TaskCard; summary: string }) {
  const line = lineOf(part) || summary
  return (
    <li data-row className="relative border-line border-b last:border-b-0 hover:bg-sunken">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-2.5 sm:px-2">
        <span className="figures text-muted text-sm">#{part.number}</span>
        <Link
          href={`/tasks/${part.id}`}
          prefetch={false}
          dir="auto"
          className="min-w-0 flex-1 basis-40 truncate font-medium after:absolute after:inset-0"
        >
          {part.title}
        </Link>
        <span className="flex min-w-0 max-w-48">
          {(part.assigneeId || part.worker) && (
            <Person
              employeeId={part.assigneeId ?? part.worker?.employeeId ?? null}
              {...(part.worker && { name: part.worker.name })}
            />
          )}
        </span>
        <span className="figures text-muted text-sm">{costInWords(part.costMicros)}</span>
        <span className="flex items-center gap-1.5">
          {part.worker && !part.why && <Lamp state="breathing" size={16} label={null} />}
          <Badge tone={statusTones[part.status]}>{statusInWords[part.status]}</Badge>
        </span>
        {line && (
          <p dir="auto" className="w-full truncate text-muted text-sm" title={line}>
            {line}
          </p>
        )}
      </div>
    </li>
  )
}

function lineOf(part: TaskCard): string {
  if (part.why) return part.why.text
  if (!part.progress || (part.status !== 'running' && part.status !== 'claimed')) return ''
  const { state, note } = part.progress
  return note ? `${progressInWords(state)}: ${note}` : progressInWords(state)
}
