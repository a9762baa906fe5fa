// A burst of hires, second by second, in a small model of the world: two starts at a time, and a start takes its time.
import { describe, expect, it } from 'vitest'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import {
  type DesiredDesk,
  type DeskHistory,
  defaultLimits,
  type FleetLimits,
  type StepKind,
} from './fleet.ts'
import { have, past, want } from './fleet-in-words.ts'
import { planSteps } from './plan-steps.ts'
import { afterwards, reportOf } from './report.ts'

const limits: FleetLimits = { ...defaultLimits, simultaneousStarts: 2 }
const secondMs = 1_000

interface Hire {
  line: string
  /** Second at which it is wanted. */
  at: number
}

interface Fate {
  launchedAt: number
  readyAt: number
}

/** When each desk was launched and ready, in seconds. */
function live(hires: Hire[], startSeconds: number): Map<string, Fate> {
  const fates = new Map<string, Fate>()
  const desks = new Map<string, ObservedDesk>()
  const rows = new Map<string, DeskHistory>()
  const doing = new Set<StepKind>()
  for (let second = 0; second < 4_000 && fates.size < hires.length; second++) {
    const now = second * secondMs
    const present = hires.filter(({ at }) => at <= second)
    const desired = present.map(
      ({ line, at }): DesiredDesk => ({ ...want(line), wantedSince: at * secondMs }),
    )
    for (const [deskId, desk] of desks)
      if (desk.state === 'starting' && now - desk.since.getTime() >= startSeconds * secondMs)
        desks.set(deskId, { ...desk, state: 'ready', since: new Date(now) })
    const observed = [...desks.values()]
    const history = new Map(desired.map(({ deskId }) => [deskId, rows.get(deskId) ?? past(deskId)[1]]))
    const steps = planSteps(
      {
        now,
        host: { is: 'ready' },
        desired,
        observed,
        history,
        underWay: new Map(),
        lostMemoryAt: new Map(),
      },
      limits,
    )
    expect(observed.filter(({ state }) => state === 'starting').length).toBeLessThanOrEqual(2)
    for (const step of steps) {
      const { deskId } = step
      doing.add(step.do)
      const wish = desired.find((desk) => desk.deskId === deskId)
      const row = history.get(deskId)
      if (!wish || !row) continue
      const desk = desks.get(deskId)
      const report = reportOf(step, { want: wish, have: desk, past: row, now, limits })
      rows.set(deskId, { ...report, ...afterwards[step.do], phaseAt: report.phaseSince ?? now })
      if (step.do === 'make') desks.set(deskId, have(`${deskId} made`))
      if (step.do === 'start') desks.set(deskId, { ...have(`${deskId} starting`), since: new Date(now) })
      if (step.do === 'rest' && step.state === 'ready' && !fates.has(deskId)) {
        const launchedAt = second - startSeconds
        fates.set(deskId, { launchedAt, readyAt: second })
      }
    }
  }
  expect([...doing]).not.toContain('note_failure')
  expect([...doing]).not.toContain('give_up')
  return fates
}

const many = (count: number, more = '', at = 0) =>
  Array.from({ length: count }, (_, place) => ({ line: `many${String(place).padStart(2, '0')} ${more}`, at }))

describe('twenty hires at once', () => {
  it('all become ready, two at a time', () => {
    const fates = live(many(20), 10)
    expect(fates.size).toBe(20)
    const last = Math.max(...[...fates.values()].map(({ readyAt }) => readyAt))
    expect(last).toBeGreaterThanOrEqual(100)
    expect(last).toBeLessThanOrEqual(125)
  })

  it('do not fail on a machine on which a start takes nearly as long as it may: the queue does not count', () => {
    const fates = live(many(20), 110)
    expect(fates.size).toBe(20)
    const last = Math.max(...[...fates.values()].map(({ readyAt }) => readyAt))
    expect(last * secondMs).toBeGreaterThan(5 * limits.readyDeadlineMs)
  })

  it.each([1, 7, 23, 61])(
    'let another company’s only hire, at second %i, wait for one turn at most',
    (at) => {
      const fates = live([...many(20), { line: 'single of other', at }], 10)
      expect((fates.get('single')?.launchedAt ?? Number.POSITIVE_INFINITY) - at).toBeLessThanOrEqual(13)
    },
  )

  it('let somebody for whom a message waits go before the rest of the same company', () => {
    const fates = live([...many(20), { line: 'sleeper awaited', at: 5 }], 10)
    expect((fates.get('sleeper')?.launchedAt ?? Number.POSITIVE_INFINITY) - 5).toBeLessThanOrEqual(13)
  })

  it('come before warm desks, of which one at a time starts', () => {
    const pool = ['u', 'v', 'w'].map((name) => ({ line: `${name} warm`, at: 0 }))
    const fates = live([...pool, ...many(4, '', 3)], 10)
    const launched = (name: string) => fates.get(name)?.launchedAt ?? Number.POSITIVE_INFINITY
    const lastHire = Math.max(...['many00', 'many01', 'many02', 'many03'].map(launched))
    const order = ['u', 'v', 'w'].map(launched)
    expect(order.filter((at) => at < lastHire)).toHaveLength(1)
    expect(new Set(order).size).toBe(3)
  })
})
