'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { specOfTask } from '../../(all)/_create/new-task.ts'
import { saveTemplate } from '../../(all)/_create/template-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'

const longestName = 120

/** Keeps what this task says for the next time, under a name. */
export function TemplateDialog({ onClose }: { onClose: () => void }) {
  const { task } = useTaskPage()
  const [name, setName] = useState(task.title.slice(0, longestName))
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await saveTemplate({ name: name.trim(), spec: specOfTask(task) })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.detail)
    toast.success(`“${answer.value.name}” is a template now`)
    onClose()
  }
  return (
    <Dialog
      open
      title="Save as template"
      description="Tasks can be made from it by hand or by the clock, under Recurring. What was said, made and waited for stays here."
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button tone="plain">Discard</Button>
          </DialogClose>
          <Button
            tone="primary"
            type="submit"
            form="template-of-task"
            busy={isBusy}
            disabled={name.trim() === ''}
          >
            Save
          </Button>
        </>
      }
    >
      <form id="template-of-task" onSubmit={(event) => void save(event)}>
        <Field label="Name" error={problem}>
          <TextInput
            autoFocus
            dir="auto"
            autoComplete="off"
            maxLength={longestName}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}
