'use client'
import { useState } from 'react'
import type { Template } from '#lib/wire/template.ts'
import { Banner } from '../../../../_ui/banner.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog, DialogClose } from '../../../../_ui/dialog.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { emptyTask, inputOf, specOf, writtenFrom } from '../../(all)/_create/new-task.ts'
import { TaskForm } from '../../(all)/_create/task-form.tsx'
import { changeTemplate, createTemplate } from '../_state/recurring-calls.ts'

type TemplateDialogProps = {
  /** The one to change; none: a new one. */
  template?: Template | undefined
  onClose: () => void
  onSaved: () => void
}

export function TemplateDialog({ template, onClose, onSaved }: TemplateDialogProps) {
  const [name, setName] = useState(template?.name ?? '')
  const [task, setTask] = useState(() => (template ? writtenFrom(template.spec) : emptyTask))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [refusal, setRefusal] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const { input, problems: found } = inputOf(task)
    setProblems(found ?? {})
    setRefusal('')
    if (!input || isBusy) return
    setBusy(true)
    // What the form has no field for stays as it was.
    const spec = { ...template?.spec, ...specOf(input) }
    const wanted = { name: name.trim() || input.title.slice(0, 120), spec }
    const answer = await (template ? changeTemplate(template.id, wanted) : createTemplate(wanted))
    setBusy(false)
    if (!answer.ok) {
      setProblems(withoutPlace(answer.fields))
      return setRefusal(answer.detail)
    }
    onSaved()
    onClose()
  }
  return (
    <Dialog
      open
      wide
      title={template ? 'Change the template' : 'New template'}
      description="A task that comes again: made by hand, or by the clock."
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button tone="primary" type="submit" form="new-task" busy={isBusy}>
            Save
          </Button>
        </>
      }
    >
      {refusal && (
        <div className="mb-4">
          <Banner tone="error">{refusal}</Banner>
        </div>
      )}
      <Field label="Name of the template" optional error={problems.name} className="mb-4">
        <TextInput
          dir="auto"
          autoComplete="off"
          maxLength={120}
          placeholder={task.title.trim() || 'Weekly report'}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <TaskForm isTemplate task={task} onTask={setTask} problems={problems} onSubmit={() => void save()} />
    </Dialog>
  )
}

/** `spec.title` stands at the field called title. */
function withoutPlace(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, words]) => [field.replace(/^spec\./, ''), words]),
  )
}
