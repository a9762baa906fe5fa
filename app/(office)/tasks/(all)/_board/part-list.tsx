import Link from 'next/link'
import type { TaskCard } from '#lib/wire/task.ts'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { statusInWords } from '../../_words/status.ts'
import { lampOfTask } from './card-words.ts'

/** The sub-tasks under their parent's progress, a line each. */
export function PartList({ parts }: { parts: readonly TaskCard[] }) {
  return (
    <ul aria-label="Sub-tasks" className="relative z-10 mt-1.5 flex flex-col border-line border-t pt-1">
      {parts.map((part) => {
        const lamp = lampOfTask(part)
        return (
          <li key={part.id}>
            <Link
              href={`/tasks/${part.id}`}
              prefetch={false}
              draggable={false}
              className="flex min-h-7 items-center gap-1.5 rounded-sm text-sm hover:bg-sunken max-sm:min-h-11"
            >
              <span className="figures shrink-0 text-muted text-xs">#{part.number}</span>
              <span dir="auto" className="min-w-0 flex-1 truncate text-left">
                {part.title}
              </span>
              {lamp ? (
                <Lamp state={lamp} size={16} />
              ) : (
                <span className="shrink-0 text-muted text-xs">{statusInWords[part.status]}</span>
              )}
            </Link>
          </li>
        )
      })}
      {parts.length === 0 && <li className="py-1 text-muted text-sm">They are not on this page.</li>}
    </ul>
  )
}
