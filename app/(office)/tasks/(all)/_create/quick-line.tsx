'use client'
import { useState } from 'react'
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import { Field } from '../../../../_ui/field.tsx'
import { TextInput } from '../../../../_ui/text-input.tsx'
import { toast } from '../../../../_ui/toast.tsx'
import { createTask } from '../_acts/task-calls.ts'
import type { ColumnKey } from '../_board/columns.ts'

/** The columns in which something can begin, and how it begins there. */
export const beginnings: Readonly<Partial<Record<ColumnKey, Pick<CreateTaskInput, 'plan' | 'draft'>>>> = {
  draft: { draft: true },
  planning: { plan: 'auto' },
  ready: { plan: 'none' },
}

type QuickLineProps = {
  begin: Pick<CreateTaskInput, 'plan' | 'draft'>
  onCreated: (task: Task) => void
  onClose: () => void
}

/** A title and Enter, again and again. Escape, or leaving it empty, ends it. */
export function QuickLine({ begin, onCreated, onClose }: QuickLineProps) {
  const [title, setTitle] = useState('')
  const create = async () => {
    const wanted = title.trim()
    if (wanted === '') return
    setTitle('')
    const answer = await createTask({ ...begin, title: wanted })
    if (answer.ok) return onCreated(answer.value)
    toast.error(answer.detail)
    setTitle((typed) => typed || wanted)
  }
  return (
    <Field label="Title of the new task" hideLabel className="shrink-0">
      <TextInput
        autoFocus
        dir="auto"
        autoComplete="off"
        maxLength={200}
        placeholder="What is to be done"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onBlur={() => title.trim() === '' && onClose()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void create()
          if (event.key === 'Escape') onClose()
        }}
      />
    </Field>
  )
}
