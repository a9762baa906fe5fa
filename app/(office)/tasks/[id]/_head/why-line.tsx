'use client'
// "Why isn't this moving?": what it waits for, since when, who can do something, and the button that does it.
import { useEffect } from 'react'
import type { Why } from '#lib/wire/task.ts'
import { Button } from '../../../../_ui/button.tsx'
import { ButtonLink } from '../../../../_ui/button-link.tsx'
import { Elapsed } from '../../../../_ui/elapsed.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import type { LampState } from '../../../../_ui/lamp-drawing.tsx'
import { steerEmployee } from '../_state/task-calls.ts'
import { useMoves } from '../_state/use-moves.ts'
import { useColleague } from '../_state/use-people.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { type WhyStep, whyStep } from '../_words/why-step.ts'

const owners: Record<Why['owner'], string> = {
  you: 'Waits for you',
  employee: 'Waits for the employee',
  worker: 'Waits for a worker',
  platform: 'Goes on by itself',
  nobody: 'Waits for other work',
}

/** A question stands on the page with its buttons. */
const saysItself: ReadonlySet<string> = new Set(['question_open', 'asks_to_continue'])

export function WhyLine() {
  const { task, parts, refresh } = useTaskPage()
  const assignee = useColleague(task.assigneeId)
  const { why } = task
  useFreshReason(why, refresh)
  // A review and a question say it themselves.
  if (!why || task.status === 'in_review' || saysItself.has(why.code)) return null
  const step = whyStep(task, parts, assignee?.name)
  const isBad = why.owner === 'you' && (task.status === 'failed' || why.code.endsWith('failed'))
  const isYours = why.owner === 'you'
  return (
    <section
      aria-label="Why this is not moving"
      className={`flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card px-4 py-3 ${isBad ? 'bg-bad-wash' : isYours ? 'bg-lamp-wash' : 'bg-sunken'}`}
    >
      <div className="min-w-0 flex-1 basis-72">
        <WhyWords why={why} isBad={isBad} action={step ? '' : why.action} />
      </div>
      {step && <StepButton step={step} isYours={isYours} />}
    </section>
  )
}

const changesWithTimeMs = 20_000

/** A reason may change by time alone: "takes it next" becomes "has not for two minutes". Whose turn is a person's stays. */
function useFreshReason(why: Why | null, refresh: () => void): void {
  const isWaiting = why !== null && why.owner !== 'you'
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(refresh, changesWithTimeMs)
    return () => clearInterval(timer)
  }, [isWaiting, refresh])
}

/** The reason itself: what, whose turn it is, and since when. */
export function WhyWords({ why, isBad, action }: { why: Why; isBad: boolean; action: string }) {
  return (
    <div className="flex min-w-0 items-start gap-3">
      <Lamp state={lampOfWhy(why, isBad)} size={32} label={null} className="-mt-0.5" />
      <div className="min-w-0">
        <p dir="auto" className="font-medium text-md [overflow-wrap:anywhere]">
          {why.text}
        </p>
        <p
          className={`text-sm ${isBad ? 'text-bad' : why.owner === 'you' ? 'text-lamp-text' : 'text-muted'}`}
        >
          {owners[why.owner]}, since <Elapsed since={why.since} />
          {action && <span className="text-ink">. {action}</span>}
        </p>
      </div>
    </div>
  )
}

function lampOfWhy(why: Why, isBad: boolean): LampState {
  if (isBad) return 'red'
  if (why.owner === 'you') return 'lit'
  if (why.owner === 'platform') return 'warming'
  return why.owner === 'nobody' ? 'off' : 'cool'
}

function StepButton({ step, isYours }: { step: WhyStep; isYours: boolean }) {
  const { task, act, busyWith, editDetails } = useTaskPage()
  const { go } = useMoves()
  const tone = isYours && step.kind !== 'approve-plan' ? 'primary' : 'quiet'
  if (step.kind === 'go') {
    return (
      <ButtonLink href={step.href} tone={tone} prefetch={false}>
        {step.label}
      </ButtonLink>
    )
  }
  const run = () => {
    switch (step.kind) {
      case 'begin':
        return void go(task.status === 'draft' ? 'begin' : 'begin-now')
      case 'approve-plan':
        return void go('approve')
      case 'retry':
        return void go('retry')
      case 'edit':
        return editDetails(step.field)
      case 'start-employee':
        return void act('start', () => steerEmployee(step.employeeId))
    }
  }
  return (
    <Button tone={tone} busy={busyWith !== undefined} onClick={run}>
      {step.label}
    </Button>
  )
}
