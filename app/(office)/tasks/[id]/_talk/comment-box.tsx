'use client'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Avatar } from '../../../../_ui/avatar.tsx'
import { Button } from '../../../../_ui/button.tsx'
import { controlLook } from '../../../../_ui/control-look.ts'
import { useOffice } from '../../../_office/office-provider.tsx'
import { postComment } from '../_state/task-calls.ts'
import { useMembers } from '../_state/use-people.ts'
import { useTaskPage } from '../_state/use-task.ts'
import { type Mentioning, mentioningAt, type Nameable, namesFor, withName } from './mentions.ts'

const commentBoxId = 'comment'

/** Says something about the task; @ names members and employees, who are told. */
export function CommentBox({ onSaid }: { onSaid: () => void }) {
  const { task, act, busyWith } = useTaskPage()
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const naming = useNaming(box, text, setText)
  const send = async () => {
    const words = text.trim()
    if (words === '' || busyWith === 'comment') return
    if (!(await act('comment', () => postComment(task.id, words)))) return
    setText('')
    onSaid()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || naming.onKeyDown(event)) return
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void send()
    }
    if (event.key === 'Escape') box.current?.blur()
  }
  return (
    <form
      className="relative flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        ref={box}
        id={commentBoxId}
        aria-label="Comment"
        placeholder="Write a comment; @ names somebody"
        dir="auto"
        rows={1}
        maxLength={10_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          naming.look(event.target)
        }}
        onSelect={(event) => naming.look(event.currentTarget)}
        onKeyDown={onKeyDown}
        onBlur={naming.close}
        {...naming.aria}
        className={`${controlLook} field-sizing-content max-h-64 min-h-9 resize-none py-2 max-sm:min-h-11`}
      />
      {naming.list}
      {text.trim() !== '' && (
        <div className="flex items-center justify-end gap-3">
          <p className="text-muted text-xs max-sm:hidden">Ctrl + Enter</p>
          <Button type="submit" tone="primary" busy={busyWith === 'comment'}>
            Comment
          </Button>
        </div>
      )}
    </form>
  )
}

type Box = React.RefObject<HTMLTextAreaElement | null>

/** The list below the box while one names somebody. The focus stays in the box. */
function useNaming(box: Box, text: string, setText: (text: string) => void) {
  const listId = useId()
  const { employees } = useOffice()
  const members = useMembers()
  const [at, setAt] = useState<Mentioning>()
  const [active, setActive] = useState(0)
  const people: Nameable[] = [
    ...employees.map(({ id, name, portraitSeed }) => ({ id, name, portraitSeed })),
    ...members.map(({ userId, name }) => ({ id: userId, name, portraitSeed: null })),
  ]
  const found = at ? namesFor(at.query, people) : []
  const look = (area: HTMLTextAreaElement) => {
    setAt(
      area.selectionStart === area.selectionEnd ? mentioningAt(area.value, area.selectionStart) : undefined,
    )
    setActive(0)
  }
  const close = () => setAt(undefined)
  const choose = (person: Nameable) => {
    if (!at) return
    const next = withName(text, at, person.name)
    setText(next.text)
    close()
    requestAnimationFrame(() => box.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const chosen = found[active]
    if (!chosen) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setActive((active + step + found.length) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen)
    else if (event.key === 'Escape') close()
    else return false
    event.preventDefault()
    return true
  }
  const isOpen = found.length > 0
  const aria = {
    'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? `${listId}-${active}` : undefined,
  }
  const list = isOpen && (
    <div
      id={listId}
      role="listbox"
      aria-label="People"
      tabIndex={-1}
      className="floating absolute top-full left-0 z-20 mt-1 w-64 max-w-full p-1"
    >
      {found.map((person, index) => (
        <div
          key={person.id}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => {
            event.preventDefault()
            choose(person)
          }}
          className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 aria-selected:bg-sunken max-sm:min-h-11"
        >
          {person.portraitSeed ? (
            <Avatar seed={person.portraitSeed} size={20} />
          ) : (
            <span className="size-5" />
          )}
          <span dir="auto" className="min-w-0 truncate">
            {person.name}
          </span>
        </div>
      ))}
    </div>
  )
  return { look, close, onKeyDown, aria, list }
}
