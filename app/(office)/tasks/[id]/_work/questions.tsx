'use client'
import { RelativeTime } from '../../../../_ui/relative-time.tsx'
import { Person } from '../_head/person.tsx'
import { useTaskPage } from '../_state/use-task.ts'
import { QuestionForm } from './question-form.tsx'

/** What the work waits for an answer to, at the top of the page. */
export function Questions() {
  const { task, refresh } = useTaskPage()
  const open = task.questions.filter(({ state }) => state === 'open')
  if (open.length === 0) return null
  const askerOf = (runId: string) => task.runs.find((run) => run.id === runId)?.worker.name
  return (
    <section id="questions" aria-label="Questions" className="flex scroll-mt-4 flex-col gap-4">
      {open.map((question) => {
        const name = askerOf(question.runId)
        return (
          <div key={question.id} className="rounded-card border border-lamp bg-surface px-4 py-4 sm:px-6">
            <p className="mb-2 flex min-w-0 items-center gap-2 text-muted text-sm">
              <Person employeeId={question.employeeId} {...(name && { name })} />
              <span>
                asks, <RelativeTime at={question.askedAt} />
              </span>
            </p>
            <QuestionForm question={question} onAnswered={refresh} />
          </div>
        )
      })}
    </section>
  )
}
