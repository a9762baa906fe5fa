import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '#lib/wire/event.ts'
import { exampleCard } from '#lib/wire/examples/task.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { applyToTasks, type TasksView } from './apply-to-tasks.ts'

const empty: TasksView = { tasks: [], isStale: false }

function card(number: number, second: number, facts: Partial<TaskCard> = {}): TaskCard {
  const updatedAt = `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`
  return { ...exampleCard, id: `task ${number}`, number, updatedAt, ...facts }
}
const told = (data: TaskCard): LiveEvent => ({ event: 'task', data })
const fold = (...events: LiveEvent[]) => events.reduce(applyToTasks, empty)

describe('live tasks', () => {
  it('stand newest first, whatever order they are told in', () => {
    const view = fold(told(card(2, 0)), told(card(3, 0)), told(card(1, 0)))
    expect(view.tasks.map(({ number }) => number)).toEqual([3, 2, 1])
  })

  it('change in their place', () => {
    const view = fold(told(card(1, 0)), told(card(2, 0)), told(card(1, 1, { status: 'done' })))
    expect(view.tasks.map(({ status }) => status)).toEqual(['ready', 'done'])
  })

  it('never go back to what they were', () => {
    const view = fold(told(card(1, 2, { status: 'done' })), told(card(1, 1)))
    expect(view.tasks[0]?.status).toBe('done')
  })

  it('take over what changed around them', () => {
    const view = fold(told(card(1, 1)), told(card(1, 1, { why: null })))
    expect(view.tasks[0]?.why).toBeNull()
  })

  it('are not doubled by a replay', () => {
    const events = [told(card(1, 0)), told(card(1, 1, { status: 'claimed' }))]
    expect(fold(...events, ...events)).toEqual(fold(...events))
  })

  it('are left as they are by events about something else', () => {
    const view = fold(told(card(1, 0)))
    expect(applyToTasks(view, { event: 'company', data: {} })).toBe(view)
  })

  it('are read anew after a reset', () => {
    expect(fold(told(card(1, 0)), { event: 'reset', data: {} }).isStale).toBe(true)
  })
})
