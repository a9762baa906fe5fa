'use client'
// The title is changed where it stands: Enter keeps it, Escape takes it back.
import { Pencil } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { changeTask } from '../_state/task-calls.ts'
import { useTaskPage } from '../_state/use-task.ts'

const maxTitle = 200

export function Title() {
  const { task } = useTaskPage()
  const [isEdited, setEdited] = useState(false)
  const pen = useRef<HTMLHeadingElement>(null)
  const close = () => {
    setEdited(false)
    requestAnimationFrame(() => pen.current?.querySelector('button')?.focus())
  }
  if (isEdited) return <TitleBox onClose={close} />
  return (
    <h1
      ref={pen}
      dir="auto"
      className="group/title flex min-w-0 items-start gap-1 font-semibold text-lg sm:text-xl"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">{task.title}</span>
      <IconButton
        label="Change the title"
        className="opacity-0 focus-visible:opacity-100 group-hover/title:opacity-100 max-sm:-my-2 max-sm:opacity-100"
        onClick={() => setEdited(true)}
      >
        <Pencil aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </h1>
  )
}

function TitleBox({ onClose }: { onClose: () => void }) {
  const { task, act } = useTaskPage()
  const [typed, setTyped] = useState(task.title)
  const box = useRef<HTMLTextAreaElement>(null)
  const isOver = useRef(false)
  useEffect(() => box.current?.select(), [])
  const end = async (keep: boolean) => {
    if (isOver.current) return
    isOver.current = true
    const title = typed.trim()
    if (keep && title !== '' && title !== task.title) await act('title', () => changeTask(task.id, { title }))
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    void end(event.key === 'Enter')
  }
  return (
    <h1>
      <textarea
        ref={box}
        aria-label="Title"
        dir="auto"
        rows={1}
        maxLength={maxTitle}
        value={typed}
        onChange={(event) => setTyped(event.target.value.replaceAll('\n', ' '))}
        onKeyDown={onKeyDown}
        onBlur={() => void end(true)}
        className="field-sizing-content -mx-2 w-full resize-none rounded-md border border-edge bg-surface px-2 font-semibold text-lg focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-focus focus-visible:outline-offset-0 sm:text-xl"
      />
    </h1>
  )
}
