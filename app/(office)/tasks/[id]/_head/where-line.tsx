'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { TaskCard } from '#lib/wire/task.ts'
import { CopyButton } from '../../../../_ui/copy-button.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { MoreMenu } from './more-menu.tsx'

const arrow = <ChevronRight aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-edge" />

/** Where one is: all tasks, the task this is a part of, and its number. */
export function WhereLine({ whole }: { whole: Pick<TaskCard, 'id' | 'number' | 'title'> | null }) {
  const { task } = useTaskPage()
  return (
    <nav aria-label="Where this is" className="flex min-h-8 min-w-0 items-center gap-1 text-muted text-sm">
      <Link href="/tasks" className="hover:text-ink max-sm:py-3">
        Tasks
      </Link>
      {arrow}
      {whole && (
        <>
          <Link
            href={`/tasks/${whole.id}`}
            prefetch={false}
            title={whole.title}
            className="min-w-0 truncate hover:text-ink max-sm:py-3"
          >
            <span className="figures">#{whole.number}</span> <span dir="auto">{whole.title}</span>
          </Link>
          {arrow}
        </>
      )}
      <span className="figures text-ink">#{task.number}</span>
      <CopyButton text={task.id} label="Copy the id" />
      <span className="flex-1" />
      <MoreMenu />
    </nav>
  )
}
