'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { emptyTask, type NewTask } from './new-task.ts'

interface Writing {
  isOpen: boolean
  open: () => void
  close: () => void
  task: NewTask
  setTask: (task: NewTask) => void
}

/** Whether somebody writes a new task, and what stands there so far. The address `?new` opens it, from anywhere. */
export function useNewTask(): Writing {
  const isAsked = useSearchParams()?.has('new') ?? false
  const [isOpen, setOpen] = useState(isAsked)
  const [wasAsked, setWasAsked] = useState(isAsked)
  const [task, setTask] = useState(emptyTask)
  if (wasAsked !== isAsked) {
    setWasAsked(isAsked)
    if (isAsked) setOpen(true)
  }
  useEffect(() => {
    if (!isAsked) return
    const url = new URL(window.location.href)
    url.searchParams.delete('new')
    window.history.replaceState(null, '', url)
  }, [isAsked])
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false), task, setTask }
}
