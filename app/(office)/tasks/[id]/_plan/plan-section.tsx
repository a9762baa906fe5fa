'use client'
import { useState } from 'react'
import type { Plan } from '#lib/wire/plan.ts'
import { Badge } from '../../../../_ui/badge.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Elapsed } from '../../../../_ui/elapsed.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import { costInWords } from '../../_words/money.ts'
import { Fold } from '../_head/fold.tsx'
import { askForPlan } from '../_state/task-calls.ts'
import { useMoves } from '../_state/use-moves.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { EditPlan } from './edit-plan.tsx'
import { totalOf } from './plan-edits.ts'
import { minutesInWords } from './plan-words.ts'
import { Receipt } from './receipt.tsx'

export function PlanSection() {
  const { task } = useTaskPage()
  const { plan } = task
  if (!plan || plan.state === 'replaced') return null
  if (plan.state === 'approved') return <ApprovedPlan plan={plan} />
  return (
    <section
      id="plan"
      aria-labelledby="plan-title"
      className="scroll-mt-4 rounded-card border border-line bg-surface px-4 py-4 sm:px-6 sm:py-5"
    >
      <h2 id="plan-title" className="mb-3 flex items-center gap-2 font-semibold">
        Plan
        {plan.state === 'proposed' && <Badge tone="lamp">Waits for approval</Badge>}
      </h2>
      <PlanBody plan={plan} />
    </section>
  )
}

/** Once work has begun the plan is history: a line, and the whole receipt behind it. */
function ApprovedPlan({ plan }: { plan: Plan }) {
  const { micros, minutes } = totalOf(plan.steps)
  const facts = [
    plan.steps.length === 1 ? 'one step' : `${plan.steps.length} steps`,
    minutes === null ? '' : `about ${minutesInWords(minutes)}`,
    micros === null ? '' : costInWords(micros),
  ].filter((one) => one !== '')
  return (
    <section
      id="plan"
      aria-label="Plan"
      className="scroll-mt-4 rounded-card border border-line bg-surface px-4 py-3 sm:px-6"
    >
      <Fold
        isQuiet={false}
        title={
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="font-semibold">Plan</span>
            <Badge tone="good">Approved</Badge>
            <span className="text-muted text-sm">{facts.join(', ')}</span>
          </span>
        }
      >
        <div className="pt-3 pb-2">
          <Receipt plan={plan} />
        </div>
      </Fold>
    </section>
  )
}

function PlanBody({ plan }: { plan: Plan }) {
  const [mode, setMode] = useState<'read' | 'edit' | 'ask'>('read')
  if (plan.state === 'wanted') return <BeingMade plan={plan} />
  if (plan.state === 'failed') return <FailedPlan plan={plan} />
  if (mode === 'edit') return <EditPlan plan={plan} onClose={() => setMode('read')} />
  return (
    <>
      <Receipt plan={plan} />
      {plan.state === 'proposed' && mode === 'read' && (
        <Decision onEdit={() => setMode('edit')} onAsk={() => setMode('ask')} />
      )}
      {mode === 'ask' && <AskAgain onClose={() => setMode('read')} />}
    </>
  )
}

/** The receipt's true shape while it is being written. */
function BeingMade({ plan }: { plan: Plan }) {
  return (
    <p role="status" className="flex items-center gap-2 text-muted">
      <Lamp state="warming" size={20} label={null} />
      <span>Splitting the work and choosing who does what</span>
      <span className="text-sm">
        <Elapsed since={plan.createdAt} />
      </span>
    </p>
  )
}

function FailedPlan({ plan }: { plan: Plan }) {
  return (
    <div className="flex flex-col gap-3">
      <p>
        {plan.failure?.text} <span className="text-muted">{plan.failure?.action}</span>
      </p>
      <AskAgain />
    </div>
  )
}

function Decision({ onEdit, onAsk }: { onEdit: () => void; onAsk: () => void }) {
  const { busyWith } = useTaskPage()
  const { go } = useMoves()
  return (
    <div className="mt-4 flex flex-wrap gap-2 border-line border-t pt-4">
      <Button tone="primary" busy={busyWith === 'approve'} onClick={() => void go('approve')}>
        Approve and begin
      </Button>
      <Button onClick={onEdit}>Change it</Button>
      <Button tone="plain" onClick={onAsk}>
        Ask for another
      </Button>
    </div>
  )
}

function AskAgain({ onClose }: { onClose?: () => void }) {
  const { task, act, busyWith } = useTaskPage()
  const [guidance, setGuidance] = useState('')
  const ask = async () => {
    if (await act('ask-plan', () => askForPlan(task.id, guidance.trim()))) onClose?.()
  }
  return (
    <form
      className="mt-4 flex flex-col gap-3 border-line border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
    >
      <Field label="What should be different?" optional>
        <TextArea
          dir="auto"
          rows={2}
          maxLength={4000}
          value={guidance}
          placeholder="Fewer steps. Ada writes, Iris checks."
          onChange={(event) => setGuidance(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {onClose && (
          <Button tone="plain" onClick={onClose}>
            Keep this plan
          </Button>
        )}
        <Button tone="primary" type="submit" busy={busyWith === 'ask-plan'}>
          Plan again
        </Button>
      </div>
    </form>
  )
}
