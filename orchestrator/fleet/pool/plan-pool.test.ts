import { describe, expect, it } from 'vitest'
import { past, want } from '../fleet-in-words.ts'
import type { WantedDesk } from '../read-desired.ts'
import { planPool } from './plan-pool.ts'

function desks(...lines: [string, string?][]): WantedDesk[] {
  return lines.map(([line, written = 'none']) => {
    const desired = want(line)
    const [, history] = past(`${desired.deskId} ${written}`)
    return { desired, history, employeeId: desired.companyId && desired.deskId, spec: undefined }
  })
}

describe('the plan of the pool', () => {
  it('lays out what is missing, counting those on their way', () => {
    expect(planPool([], 2, true)).toEqual({ layOut: 2, drain: [], hasFailures: false })
    expect(planPool(desks(['v warm'], ['w warm', 'starting']), 3, true).layOut).toBe(1)
  })

  it('lays out none where it may not', () => expect(planPool([], 2, false).layOut).toBe(0))

  it('does not count desks at which somebody sits, nor those that go', () => {
    expect(planPool(desks(['ada', 'ready'], ['w warm absent', 'stopping']), 1, true)).toEqual({
      layOut: 1,
      drain: [],
      hasFailures: false,
    })
  })

  it('sends away the surplus, and keeps those that are furthest', () => {
    const three = desks(['u warm', 'starting'], ['v warm', 'none'], ['w warm', 'ready'])
    expect(planPool(three, 1, true)).toMatchObject({ layOut: 0, drain: ['u', 'v'] })
    expect(planPool(three, 0, true).drain).toHaveLength(3)
  })

  it('replaces outdated ones', () => {
    const [old] = desks(['v warm', 'starting'])
    if (!old) throw new Error('No desk')
    const outdated = { ...old, history: { ...old.history, phase: 'outdated' } }
    expect(planPool([outdated, ...desks(['w warm', 'ready'])], 2, true)).toEqual({
      layOut: 1,
      drain: ['v'],
      hasFailures: false,
    })
  })

  it('sends away those that were given up, and says so', () => {
    expect(planPool(desks(['w warm', 'failed given_up']), 1, true)).toEqual({
      layOut: 1,
      drain: ['w'],
      hasFailures: true,
    })
  })

  it('leaves those that fail because the host does', () => {
    expect(planPool(desks(['w warm', 'failed host_unable']), 1, true)).toEqual({
      layOut: 0,
      drain: [],
      hasFailures: false,
    })
  })
})
