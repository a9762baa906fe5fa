'use client'
// The work is there: a person says whether it is done. What they say reaches the next attempt.
import { useEffect } from 'react'
import type { Run } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Kbd } from '../../../../_ui/kbd.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import { TypedWords } from '../../_words/typed-words.tsx'
import { Fold } from '../_head/fold.tsx'
import { WhyWords } from '../_head/why-line.tsx'
import { sendBack } from '../_state/task-calls.ts'
import { useMoves } from '../_state/use-moves.ts'
import { useTaskPage } from '../_state/use-task.ts'

interface ReviewProps {
  feedback: string | undefined
  /** Undefined: nobody is about to send it back. */
  onFeedback: (feedback: string | undefined) => void
}

export function Review({ feedback, onFeedback }: ReviewProps) {
  const { task, busyWith } = useTaskPage()
  const { go } = useMoves()
  if (task.status !== 'in_review') return null
  const isSendingBack = feedback !== undefined
  return (
    <section
      id="review"
      aria-labelledby="review-title"
      className="flex scroll-mt-4 flex-col gap-4 rounded-card border border-line bg-surface px-4 py-4 sm:px-6 sm:py-5"
    >
      <h2 id="review-title" className="sr-only">
        Review
      </h2>
      {task.why && <WhyWords why={task.why} isBad={task.why.code === 'checks_failed'} action="" />}
      {task.summary !== '' && <TypedWords text={task.summary} />}
      <Before runs={task.runs} feedback={task.feedback} />
      {isSendingBack ? (
        <SendBack feedback={feedback} onFeedback={onFeedback} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" busy={busyWith === 'approve'} onClick={() => void go('approve')}>
            Approve
            <Key>A</Key>
          </Button>
          <Button onClick={() => onFeedback('')}>
            Send back
            <Key>S</Key>
          </Button>
        </div>
      )}
    </section>
  )
}

function Key({ children }: { children: string }) {
  return (
    <span aria-hidden="true" className="max-sm:hidden">
      <Kbd>{children}</Kbd>
    </span>
  )
}

function SendBack({ feedback, onFeedback }: { feedback: string } & Pick<ReviewProps, 'onFeedback'>) {
  const { task, act, busyWith } = useTaskPage()
  useEffect(() => {
    const area = document.querySelector('#review textarea')
    if (area instanceof HTMLTextAreaElement) area.focus()
  }, [])
  const send = async () => {
    if (feedback.trim() === '') return
    if (await act('send-back', () => sendBack(task.id, feedback.trim()))) onFeedback(undefined)
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field label="What is missing?" hint="Whoever does it next reads this first.">
        <TextArea
          dir="auto"
          rows={3}
          maxLength={10_000}
          value={feedback}
          onChange={(event) => onFeedback(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
              event.currentTarget.form?.requestSubmit()
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="plain" onClick={() => onFeedback(undefined)}>
          Not now
        </Button>
        <Button
          tone="primary"
          type="submit"
          disabled={feedback.trim() === ''}
          busy={busyWith === 'send-back'}
        >
          Send back
        </Button>
      </div>
    </form>
  )
}

/** What was asked for after the attempt before, and what that one had said of itself. */
function Before({ runs, feedback }: { runs: readonly Run[]; feedback: string }) {
  const before = runs.slice(1).filter(({ summary }) => summary !== '')
  if (before.length === 0 && feedback === '') return null
  return (
    <div className="flex flex-col gap-2 border-line border-l-2 pl-4">
      {feedback !== '' && (
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          <span className="text-muted">Asked for last time: </span>
          {feedback}
        </p>
      )}
      {before.length > 0 && (
        <Fold
          title={
            before.length === 1
              ? 'What the attempt before said'
              : `What the ${before.length} attempts before said`
          }
        >
          <ol className="mt-2 flex flex-col gap-3">
            {before.map((run) => (
              <li key={run.id}>
                <p className="text-muted text-sm">
                  Attempt {run.attempt}, {run.worker.name}
                </p>
                <p dir="auto" className="max-w-read whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {run.summary}
                </p>
              </li>
            ))}
          </ol>
        </Fold>
      )}
    </div>
  )
}
