import { describe, expect, it } from 'vitest'
import { taskStatuses } from '#lib/wire/task-parts.ts'
import { aCard } from '../../[id]/_testing/task.ts'
import { arrange, columnKeys, columnOf } from './columns.ts'

const at = (minute: number) => `2026-11-02T09:${String(minute).padStart(2, '0')}:00.000Z`
const numbers = (column: readonly { number: number }[]) => column.map(({ number }) => number)

describe('the columns', () => {
  it('have a place for every status, and one for claimed and running together', () => {
    expect(new Set(taskStatuses.map((status) => columnOf({ status })))).toEqual(new Set(columnKeys))
    expect(columnOf({ status: 'claimed' })).toBe(columnOf({ status: 'running' }))
  })

  it('hold each task once', () => {
    const cards = taskStatuses.map((status, index) => aCard({ number: index, status }))
    const arranged = arrange(cards)
    expect(columnKeys.flatMap((key) => numbers(arranged[key])).sort()).toEqual(numbers(cards))
  })

  it('put what is urgent first where something waits, and of the same priority what waits longest', () => {
    const { ready } = arrange([
      aCard({ number: 1, statusAt: at(3) }),
      aCard({ number: 2, statusAt: at(1) }),
      aCard({ number: 3, statusAt: at(4), priority: 3 }),
    ])
    expect(numbers(ready)).toEqual([3, 2, 1])
  })

  it('put what ended last first, and what is worked on longest', () => {
    const both = (status: 'done' | 'running') => [
      aCard({ number: 1, status, statusAt: at(1) }),
      aCard({ number: 2, status, statusAt: at(2) }),
    ]
    expect(numbers(arrange(both('done')).done)).toEqual([2, 1])
    expect(numbers(arrange(both('running')).working)).toEqual([1, 2])
  })
})
