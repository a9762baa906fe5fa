'use client'
// Everything that happened, the newest first, and the box to add a word to it.
import { useState } from 'react'
import type { Comment } from '#lib/wire/task.ts'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { LoadMore } from '../../../../_ui/load-more.tsx'
import { useOffice } from '../../../_office/office-provider.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { costOf, passes, type TimelineFilter, timelineFilters } from '../_words/timeline-words.ts'
import { ActivityRow } from './activity-row.tsx'
import { activityRows } from './activity-rows.ts'
import { CommentBox } from './comment-box.tsx'

const filterNames: Record<TimelineFilter, string> = {
  all: 'All',
  people: 'People',
  runs: 'Runs',
  tools: 'Tools',
  costs: 'Costs',
}
const atOnce = 60

interface ActivityProps {
  timeline: readonly TimelineEntry[]
  comments: readonly Comment[]
  onSaid: () => void
}

export function Activity({ timeline, comments, onSaid }: ActivityProps) {
  const { task } = useTaskPage()
  const { employees } = useOffice()
  const [filter, setFilter] = useState<TimelineFilter>('all')
  const [most, setMost] = useState(atOnce)
  const shown = timeline.filter((entry) => passes(entry, filter, costOf(entry, task)))
  const rows = activityRows(shown, filter === 'tools').toReversed()
  const words = new Map(comments.map(({ id, text }) => [id, text]))
  const nameOf = (id: string) => employees.find((one) => one.id === id)?.name ?? 'somebody who left'
  return (
    <section aria-labelledby="activity" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="activity" className="font-semibold">
          Activity
        </h2>
        <fieldset className="flex gap-0.5">
          <legend className="sr-only">Show</legend>
          {timelineFilters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => setFilter(one)}
              className="h-7 rounded-md px-2 text-muted text-sm hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink max-sm:h-11"
            >
              {filterNames[one]}
            </button>
          ))}
        </fieldset>
      </div>
      <CommentBox onSaid={onSaid} />
      {rows.length === 0 && <p className="text-muted">Nothing of this kind has happened yet.</p>}
      <ol aria-label="What happened" className="flex flex-col">
        {rows.slice(0, most).map((row) => (
          <ActivityRow key={row.key} row={row} nameOf={nameOf} comments={words} task={task} />
        ))}
      </ol>
      {rows.length > most && <LoadMore label="Show older" onLoad={() => setMost(most + atOnce)} />}
    </section>
  )
}
