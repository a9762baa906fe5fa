'use client'
// The whole form of a new task. What was written stays when it is closed or refused.
import { useEffect, useState } from 'react'
import type { Task } from '#lib/wire/task.ts'
import type { Template } from '#lib/wire/template.ts'
import { Banner } from '../../../../_ui/banner.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { Dialog } from '../../../../_ui/dialog.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Kbd } from '../../../../_ui/kbd.tsx'
import { Select } from '../../../../_ui/select.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { createWithFiles } from './create-with-files.ts'
import { FilesField } from './files-field.tsx'
import { emptyTask, inputOf, isEmpty, type NewTask, writtenFrom } from './new-task.ts'
import { SaveTemplate } from './save-template.tsx'
import { TaskForm } from './task-form.tsx'
import { readTemplates } from './template-calls.ts'

type CreateDialogProps = {
  task: NewTask
  onTask: (task: NewTask) => void
  onClose: () => void
  onCreated: (task: Task) => void
}

export function CreateDialog({ task, onTask, onClose, onCreated }: CreateDialogProps) {
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [refusal, setRefusal] = useState('')
  const [busy, setBusy] = useState<'create' | 'draft'>()
  const create = async (draft: boolean) => {
    if (busy) return
    const { input, problems: found } = inputOf(task)
    setProblems(found ?? {})
    setRefusal('')
    if (!input) return
    setBusy(draft ? 'draft' : 'create')
    const answer = await createWithFiles({ ...input, draft }, task.files)
    setBusy(undefined)
    if (!answer.ok) {
      setProblems(answer.fields ?? {})
      return setRefusal(answer.detail)
    }
    const { task: made, problem } = answer.value
    onTask(emptyTask)
    onCreated(made)
    onClose()
    if (problem) toast.error(problem)
    else toast.success(draft ? `#${made.number} is written down` : `#${made.number} is on its way`)
  }
  return (
    <Dialog
      open
      wide
      title="New task"
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <SaveTemplate task={task} onProblems={setProblems} />
          <span className="flex-1" />
          <Button busy={busy === 'draft'} onClick={() => void create(true)}>
            Keep as draft
          </Button>
          <Button
            tone="primary"
            type="submit"
            form="new-task"
            busy={busy === 'create'}
            className="max-sm:w-full"
          >
            Create
            <span aria-hidden="true" className="flex gap-0.5 max-sm:hidden">
              <Kbd>Ctrl</Kbd>
              <Kbd>↵</Kbd>
            </span>
          </Button>
        </>
      }
    >
      {refusal && (
        <div className="mb-4">
          <Banner tone="error">{refusal}</Banner>
        </div>
      )}
      <FromTemplate task={task} onTask={onTask} />
      <TaskForm task={task} onTask={onTask} problems={problems} onSubmit={() => void create(false)}>
        <FilesField files={task.files} onFiles={(files) => onTask({ ...task, files })} />
      </TaskForm>
    </Dialog>
  )
}

/** Only where there are templates. It fills the form; nothing is made yet. */
function FromTemplate({ task, onTask }: Pick<CreateDialogProps, 'task' | 'onTask'>) {
  const [templates, setTemplates] = useState<readonly Template[]>([])
  useEffect(() => {
    let isOver = false
    void readTemplates().then((found) => !isOver && setTemplates(found))
    return () => {
      isOver = true
    }
  }, [])
  if (templates.length === 0 || !isEmpty(task)) return null
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    if (template) onTask(writtenFrom(template.spec))
  }
  return (
    <Field label="From a template" className="mb-4">
      <Select
        placeholder="Begin with an empty one"
        options={templates.map(({ id, name }) => ({ value: id, label: name }))}
        onValueChange={choose}
      />
    </Field>
  )
}
