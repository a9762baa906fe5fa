'use client'
// A person changes a proposed plan before approving it.
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { maxPlanSteps, type Plan } from '#lib/wire/plan.ts'
import { Button } from '../../../../_ui/button.tsx'
import { changePlan } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { EditStep } from './edit-step.tsx'
import { changedStep, mayWaitFor, withoutStep, withStep } from './plan-edits.ts'

export function EditPlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { task, act, busyWith } = useTaskPage()
  const [steps, setSteps] = useState<Plan['steps']>(plan.steps)
  const isWhole = steps.length > 0 && steps.every(({ title }) => title.trim() !== '')
  const save = async () => {
    if (await act('change-plan', () => changePlan(task.id, { steps }))) onClose()
  }
  return (
    <form
      aria-label="Change the plan"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <ol className="flex flex-col">
        {steps.map((step, index) => (
          <EditStep
            key={step.key}
            step={step}
            place={index + 1}
            others={mayWaitFor(steps, step.key)}
            isOnly={steps.length === 1}
            onChange={(changes) => setSteps((now) => changedStep(now, step.key, changes))}
            onRemove={() => setSteps((now) => withoutStep(now, step.key))}
          />
        ))}
      </ol>
      <Button
        className="self-start"
        disabled={steps.length >= maxPlanSteps}
        onClick={() => setSteps((now) => withStep(now))}
      >
        <Plus aria-hidden="true" size={16} strokeWidth={1.5} />
        Add a step
      </Button>
      <div className="flex flex-wrap justify-end gap-2 border-line border-t pt-4">
        <Button tone="plain" onClick={onClose}>
          Discard
        </Button>
        <Button tone="primary" type="submit" disabled={!isWhole} busy={busyWith === 'change-plan'}>
          Save the plan
        </Button>
      </div>
    </form>
  )
}
