import { describe, expect, it } from 'vitest'
import { taskMoves } from '#lib/task/moves.ts'
import { taskStatuses } from '#lib/wire/task-parts.ts'
import { aCard } from '../../[id]/_testing/task.ts'
import { columnKeys, columnOf } from './columns.ts'
import { dropOf, leadsTo, movesOf } from './drop-of.ts'

const why = (code: string) => ({ code, text: '', owner: 'you', since: '', action: '' }) as const

describe('a drop', () => {
  it('is nothing where the card lies already', () => {
    for (const status of taskStatuses) expect(dropOf(aCard({ status }), columnOf({ status }))).toBeUndefined()
  })

  it('never asks for a move the table of moves does not know, and never stays without an answer', () => {
    for (const status of taskStatuses) {
      for (const column of columnKeys.filter((key) => key !== columnOf({ status }))) {
        const drop = dropOf(aCard({ status }), column)
        if (drop?.verb) expect(taskMoves[status], `${status} → ${column}`).toContain(leadsTo[drop.verb])
        else expect(drop?.refusal, `${status} → ${column}`).toMatch(/\w.+\.$/)
      }
    }
  })

  it.each([
    ['draft', 'ready', 'start'],
    ['draft', 'planning', 'plan'],
    ['planning', 'ready', 'skipPlan'],
    ['planning', 'draft', 'setAside'],
    ['ready', 'draft', 'setAside'],
    ['ready', 'done', 'finish'],
    ['in_review', 'done', 'approve'],
    ['in_review', 'ready', 'sendBack'],
    ['done', 'ready', 'sendBack'],
    ['failed', 'ready', 'retry'],
    ['cancelled', 'ready', 'retry'],
    ['running', 'cancelled', 'cancel'],
  ] as const)('of %s into %s means: %s', (status, column, verb) => {
    expect(dropOf(aCard({ status }), column)).toEqual({ verb })
  })

  it('approves the plan where one waits', () => {
    const card = aCard({ status: 'planning', why: why('plan_awaits_approval') })
    expect(dropOf(card, 'ready')).toEqual({ verb: 'approvePlan' })
  })

  it('never begins work or ends it in the place of a worker', () => {
    for (const status of taskStatuses) {
      for (const column of ['working', 'review', 'failed'] as const) {
        expect(dropOf(aCard({ status }), column)?.verb).toBeUndefined()
      }
    }
  })

  it('leaves a task with parts where its parts take it', () => {
    const card = aCard({ status: 'ready', parts: { total: 2, done: 0, failed: 0 } })
    expect(dropOf(card, 'draft')?.refusal).toBeTruthy()
    expect(dropOf(card, 'planning')?.refusal).toBeTruthy()
  })
})

describe('the menu', () => {
  it('offers just what dragging can do', () => {
    expect(movesOf(aCard({ status: 'in_review' }))).toEqual([
      { column: 'ready', verb: 'sendBack' },
      { column: 'done', verb: 'approve' },
      { column: 'cancelled', verb: 'cancel' },
    ])
    expect(movesOf(aCard({ status: 'running' })).map(({ verb }) => verb)).toEqual(['cancel'])
  })
})
