'use client'
// What a task waits for: found by words or number, taken away with a press.
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TaskCard } from '#lib/wire/task.ts'
import { Field } from '../../../_ui/field.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { TextInput } from '../../../_ui/text-input.tsx'
import { call } from '../../_api/call.ts'

export type NamedTask = Pick<TaskCard, 'id' | 'number' | 'title'>

interface DependsFieldProps {
  chosen: readonly NamedTask[]
  /** The task itself, which cannot wait for itself. */
  selfId?: string
  onChange: (chosen: NamedTask[]) => void
}

const pauseMs = 200
const mostFound = 6

export function DependsField({ chosen, selfId, onChange }: DependsFieldProps) {
  const [search, setSearch] = useState('')
  const found = useFound(search).filter(
    (one) => one.id !== selfId && !chosen.some((other) => other.id === one.id),
  )
  const add = (task: NamedTask) => {
    onChange([...chosen, task])
    setSearch('')
  }
  return (
    <div className="flex flex-col gap-1.5">
      <Field label="Waits for" optional hint="It begins when these are done.">
        <TextInput
          autoComplete="off"
          placeholder="Find a task by words or #number"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </Field>
      {search.trim() !== '' && (
        <ul aria-label="Tasks found" className="flex flex-col">
          {found.slice(0, mostFound).map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => add(one)}
                className="flex min-h-8 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-sunken max-sm:min-h-11"
              >
                <span className="figures shrink-0 text-muted text-sm">#{one.number}</span>
                <span dir="auto" className="min-w-0 truncate">
                  {one.title}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length > 0 && (
        <ul aria-label="Waits for" className="flex flex-col">
          {chosen.map((one) => (
            <li key={one.id} className="flex min-w-0 items-center gap-2 pl-2">
              <span className="figures shrink-0 text-muted text-sm">#{one.number}</span>
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {one.title}
              </span>
              <IconButton
                label={`Do not wait for #${one.number}`}
                onClick={() => onChange(chosen.filter((other) => other.id !== one.id))}
              >
                <X aria-hidden="true" size={16} strokeWidth={1.5} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function useFound(search: string): readonly NamedTask[] {
  const [found, setFound] = useState<readonly NamedTask[]>([])
  useEffect(() => {
    const words = search.trim()
    if (words === '') return setFound([])
    let isOver = false
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ search: words, limit: '12' })
      const answer = await call<{ items: TaskCard[] }>(`/tasks?${query}`)
      if (!isOver && answer.ok) setFound(answer.value.items)
    }, pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [search])
  return found
}
