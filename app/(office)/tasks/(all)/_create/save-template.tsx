'use client'
import { useState } from 'react'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { Popover } from '../../../../_ui/popover.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { inputOf, type NewTask, specOf } from './new-task.ts'
import { saveTemplate } from './template-calls.ts'

type SaveTemplateProps = { task: NewTask; onProblems: (problems: Record<string, string>) => void }

/** Keeps what is written for the next time, under a name. */
export function SaveTemplate({ task, onProblems }: SaveTemplateProps) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const { input, problems } = inputOf(task)
    onProblems(problems ?? {})
    if (!input) return setProblem('First say what is to be done.')
    setBusy(true)
    const answer = await saveTemplate({ name: name.trim() || input.title, spec: specOf(input) })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.fields?.name ?? answer.detail)
    setProblem('')
    toast.success(`“${answer.value.name}” is a template now`)
  }
  return (
    <Popover title="Save as a template" trigger={<Button tone="plain">Save as template</Button>}>
      <div className="flex flex-col gap-3">
        <Field
          label="Name"
          hint="Tasks can be made from it by hand or by the clock."
          error={problem || undefined}
        >
          <TextInput
            value={name}
            maxLength={120}
            placeholder={task.title.trim()}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button busy={isBusy} onClick={() => void save()} className="self-end">
          Save
        </Button>
      </div>
    </Popover>
  )
}
