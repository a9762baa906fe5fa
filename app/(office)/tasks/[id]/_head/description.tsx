'use client'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../_ui/button.tsx'
import { Field } from '../../../../_ui/field.tsx'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { TextArea } from '../../../../_ui/text-area.tsx'
import { TypedWords } from '../../_words/typed-words.tsx'
import { changeTask } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'

const maxDescription = 20_000

export function Description() {
  const { task } = useTaskPage()
  const [isEdited, setEdited] = useState(false)
  if (isEdited) return <DescriptionBox onClose={() => setEdited(false)} />
  if (task.description === '') {
    return (
      <button
        type="button"
        onClick={() => setEdited(true)}
        className="self-start text-left text-muted hover:text-ink max-sm:min-h-11"
      >
        Add a description
      </button>
    )
  }
  return (
    <section aria-label="Description" className="group/words flex min-w-0 items-start gap-1">
      <LongWords text={task.description} />
      <IconButton
        label="Change the description"
        className="opacity-0 focus-visible:opacity-100 group-hover/words:opacity-100 max-sm:opacity-100"
        onClick={() => setEdited(true)}
      >
        <Pencil aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </section>
  )
}

const longFrom = 900

/** A long text shows its beginning first. */
function LongWords({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > longFrom || text.split('\n').length > 16
  return (
    <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
      <div
        className={`min-w-0 max-w-full ${isLong && !isWhole ? 'max-h-64 overflow-hidden [mask-image:linear-gradient(#000_70%,transparent)]' : ''}`}
      >
        <TypedWords text={text} />
      </div>
      {isLong && (
        <Button
          tone="plain"
          className="-ml-3 text-muted"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show less' : 'Show all of it'}
        </Button>
      )}
    </div>
  )
}

function DescriptionBox({ onClose }: { onClose: () => void }) {
  const { task, act, busyWith } = useTaskPage()
  const [typed, setTyped] = useState(task.description)
  const save = async () => {
    if (await act('description', () => changeTask(task.id, { description: typed }))) onClose()
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label="Description" hint="Markdown works. Whoever does the work reads this.">
        <TextArea
          autoFocus
          dir="auto"
          rows={6}
          maxLength={maxDescription}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && typed === task.description && onClose()}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button tone="plain" onClick={onClose}>
          Discard
        </Button>
        <Button tone="primary" type="submit" busy={busyWith === 'description'}>
          Save
        </Button>
      </div>
    </form>
  )
}
