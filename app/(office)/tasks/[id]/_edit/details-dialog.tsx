'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import type { Refused } from '../../../_api/call.ts'
import { changedFields } from '../../../_form/changed-fields.ts'
import { TaskFields } from '../../_form/task-fields.tsx'
import { factsOfValues, valuesOfTask } from '../../_form/task-values.ts'
import { changeTask } from '../_state/task-calls.ts'
import { type DetailField, useTaskPage } from '../_state/use-task.ts'

interface DetailsDialogProps {
  /** Where the focus goes first. */
  field: DetailField | undefined
  onClose: () => void
}

const labels: Record<DetailField, string> = { assignee: 'Assignee', allowance: 'Allowance' }

export function DetailsDialog({ field, onClose }: DetailsDialogProps) {
  const { task, act, busyWith } = useTaskPage()
  const [initial] = useState(() => valuesOfTask(task))
  const [values, setValues] = useState(initial)
  const [refusal, setRefusal] = useState<Pick<Refused, 'detail' | 'fields'>>()
  const form = useRef<HTMLFormElement>(null)
  useFirstFocus(form, field)
  const save = async () => {
    const facts = factsOfValues(values)
    if ('problems' in facts) return setRefusal({ detail: '', fields: facts.problems })
    // Only what differs: while somebody works on it, much may not be touched.
    const before = factsOfValues(initial)
    const changes = 'problems' in before ? facts : changedFields(before, facts)
    if (Object.keys(changes).length === 0) return onClose()
    await act('details', async () => {
      const answer = await changeTask(task.id, changes)
      if (answer.ok) onClose()
      else setRefusal(answer)
      return answer
    })
  }
  return (
    <Dialog
      open
      wide
      title={`Details of #${task.number}`}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button tone="plain">Discard</Button>
          </DialogClose>
          <Button tone="primary" type="submit" form="task-details" busy={busyWith === 'details'}>
            Save
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id="task-details"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TaskFields
          value={values}
          edit={(changes) => setValues((now) => ({ ...now, ...changes }))}
          problems={refusal?.fields}
          selfId={task.id}
        />
        {refusal?.detail && (
          <p role="alert" className="mt-4 text-bad">
            {refusal.detail}
          </p>
        )}
      </form>
    </Dialog>
  )
}

function useFirstFocus(form: React.RefObject<HTMLFormElement | null>, field: DetailField | undefined): void {
  useEffect(() => {
    if (!field) return
    const timer = setTimeout(() => {
      const label = [...(form.current?.querySelectorAll('label') ?? [])].find((one) =>
        one.textContent?.startsWith(labels[field]),
      )
      const control = label && document.getElementById(label.htmlFor)
      if (control) control.focus()
    }, 50)
    return () => clearTimeout(timer)
  }, [form, field])
}
