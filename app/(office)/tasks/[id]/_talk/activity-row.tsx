'use client'
import type { Task } from '#lib/wire/task.ts'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { TypedWords } from '../../_words/typed-words.tsx'
import { Fold } from '../_head/fold.tsx'
import { ToolRow } from '../_run/tool-lines.tsx'
import { actorName, costOf, costWords, timelineWords } from '../_words/timeline-words.ts'
import type { ActivityRowFacts } from './activity-rows.ts'

interface ActivityRowProps {
  row: ActivityRowFacts
  task: Task
  nameOf: (employeeId: string) => string
  /** By id: a line of the timeline may have only the beginning. */
  comments: ReadonlyMap<string, string>
}

export function ActivityRow({ row, task, nameOf, comments }: ActivityRowProps) {
  if (row.kind === 'tools') return <ToolsRow row={row} />
  const { entry } = row
  const { text, quote, isBad } = timelineWords(entry, nameOf)
  const cost = costWords(costOf(entry, task))
  const said =
    entry.kind === 'commented' ? (comments.get(entry.data.commentId) ?? entry.data.text) : undefined
  return (
    <li className="relative flex flex-col gap-1 border-line border-l py-2 pl-4 before:absolute before:top-[15px] before:-left-[3px] before:size-[5px] before:rounded-full before:bg-edge">
      <p className="flex min-w-0 items-baseline gap-2 text-sm">
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span dir="auto" className="font-medium">
            {actorName(entry, task)}
          </span>{' '}
          <span className={isBad ? 'text-bad' : 'text-muted'}>{text}</span>
        </span>
        {cost && <span className="figures shrink-0 text-muted text-xs">{cost}</span>}
        <span className="shrink-0 text-muted text-xs">
          <RelativeTime at={entry.at} />
        </span>
      </p>
      {said === undefined ? (
        quote && (
          <p
            dir="auto"
            className="line-clamp-4 max-w-read whitespace-pre-wrap text-sm [overflow-wrap:anywhere]"
          >
            {quote}
          </p>
        )
      ) : (
        <TypedWords text={said} />
      )}
    </li>
  )
}

function ToolsRow({ row }: { row: Extract<ActivityRowFacts, { kind: 'tools' }> }) {
  const { calls, first, isOpen } = row
  const failed = calls.filter(({ state }) => state === 'failed').length
  return (
    <li className="relative border-line border-l py-2 pl-4 before:absolute before:top-[15px] before:-left-[3px] before:size-[5px] before:rounded-full before:bg-edge">
      <Fold
        isOpen={isOpen}
        title={
          <span>
            <span dir="auto" className="font-medium text-ink">
              {first.actor.name || 'Deskhand'}
            </span>{' '}
            used {calls.length === 1 ? 'one tool' : `${calls.length} tools`}
            {failed > 0 && <span className="text-bad">, {failed} failed</span>}
          </span>
        }
      >
        <ul className="mt-1 flex flex-col">
          {calls.map((call) => (
            <ToolRow key={call.key} call={call} />
          ))}
        </ul>
      </Fold>
    </li>
  )
}
