'use client'
import { TypedWords } from '../../_words/typed-words.tsx'
import { Fold } from '../_head/fold.tsx'
import { useTaskPage } from '../_state/use-task.ts'

/** What came of a task that is over; in review, the review itself says it. */
export function Outcome() {
  const { task } = useTaskPage()
  const isOver = task.status === 'done' || task.status === 'failed' || task.status === 'cancelled'
  const result = resultInWords(task.result)
  if ((!isOver || task.summary === '') && result === '') return null
  return (
    <section aria-labelledby="outcome" className="flex min-w-0 flex-col gap-2">
      <h2 id="outcome" className="font-semibold">
        Outcome
      </h2>
      {isOver && task.summary !== '' && <TypedWords text={task.summary} />}
      {result !== '' && (
        <Fold title="The result as data">
          <pre
            dir="ltr"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: long output is scrolled with the keyboard, too
            tabIndex={0}
            className="mt-1 max-h-80 overflow-auto whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]"
          >
            {result}
          </pre>
        </Fold>
      )}
    </section>
  )
}

function resultInWords(result: unknown): string {
  return result === null || result === undefined ? '' : JSON.stringify(result, null, 2)
}
