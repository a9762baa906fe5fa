'use client'
// The task of the page as it is now, and what one can do with it.
import { createContext, useContext, useState } from 'react'
import type { Task, TaskCard } from '#lib/wire/task.ts'
import { toast } from '../../../../_ui/toast.tsx'
import type { Answered } from '../../../_api/call.ts'
import { useRead } from '../../../_api/use-read.ts'
import { fetchParts, fetchTask } from './task-calls.ts'

interface TaskActs {
  task: Task
  parts: readonly TaskCard[]
  /** What is being done right now, if anything. */
  busyWith: string | undefined
  refresh: () => void
  /** Does it and takes the answer over; a refusal is told. Says whether it was done. */
  act: (name: string, work: () => Promise<Answered<unknown>>) => Promise<boolean>
}

/** What every part of the page may use. */
export interface TaskPage extends TaskActs {
  /** Opens the form of details, at one of its fields. */
  editDetails: (field?: DetailField) => void
}
export type DetailField = 'assignee' | 'allowance'

export const TaskContext = createContext<TaskPage | undefined>(undefined)

export function useTaskPage(): TaskPage {
  const page = useContext(TaskContext)
  if (!page) throw new Error('useTaskPage is called outside the page of a task')
  return page
}

export function useTask(initialTask: Task, initialParts: TaskCard[]): TaskActs {
  const { id } = initialTask
  const [busyWith, setBusyWith] = useState<string>()
  const {
    value: task,
    take,
    refresh,
  } = useRead(
    initialTask,
    () => fetchTask(id),
    ({ event, data }, present) =>
      (event === 'task' && (data.id === id || data.parentId === id || isNamedBy(present, data.id))) ||
      ((event === 'run' || event === 'task.activity') && data.taskId === id),
  )
  const parts = useRead(
    initialParts,
    () => fetchParts(id),
    ({ event, data }) => event === 'task' && data.parentId === id,
  )
  const act = async (name: string, work: () => Promise<Answered<unknown>>) => {
    setBusyWith(name)
    const answer = await work()
    setBusyWith(undefined)
    if (!answer.ok) toast.error(answer.detail)
    else if (isTask(answer.value) && answer.value.id === id) take(answer.value)
    refresh()
    return answer.ok
  }
  return { task, parts: parts.value, busyWith, refresh, act }
}

/** What it waits for is shown with its status. */
function isNamedBy(task: Task, id: string): boolean {
  return task.dependsOn.some((one) => one.id === id) || task.blocks.some((one) => one.id === id)
}

function isTask(value: unknown): value is Task {
  return typeof value === 'object' && value !== null && 'planMode' in value
}
