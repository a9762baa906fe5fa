import type { TaskCard } from '#lib/wire/task.ts'
import { partsInWords } from '../../_words/status.ts'

/** How far the sub-tasks are: a short bar and the figures. */
export function PartSign({ parts }: { parts: TaskCard['parts'] }) {
  const { total, done, failed } = parts
  const share = (count: number) => `${(100 * count) / Math.max(1, total)}%`
  return (
    <span className="flex items-center gap-1.5" title={`Sub-tasks: ${partsInWords(parts)}`}>
      <span aria-hidden="true" className="flex h-1 w-8 overflow-hidden rounded-full bg-line">
        <span className="bg-good" style={{ width: share(done) }} />
        <span className="bg-bad-fill" style={{ width: share(failed) }} />
      </span>
      <span aria-hidden="true" className="figures text-xs">
        {done}/{total}
      </span>
      <span className="sr-only">Sub-tasks: {partsInWords(parts)}</span>
    </span>
  )
}
