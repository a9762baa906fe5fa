import { describe, expect, it } from 'vitest'
import { taskMoves } from '#lib/task/moves.ts'
import { type TaskStatus, taskStatuses } from '#lib/wire/task-parts.ts'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { aCard, aPlan, aRun, aTask } from '../_testing/task.ts'
import { freshnessOf, heardAtMs } from './heard.ts'
import { movesOf, type TaskMove } from './moves.ts'
import { actorName, costOf, passes, timelineWords } from './timeline-words.ts'
import { whyStep } from './why-step.ts'

const since = '2026-11-02T08:50:00.000Z'
const why = (code: string, action = '') => ({ code, text: 'It waits.', owner: 'you' as const, since, action })
const stepFor = (code: string, action = '') =>
  whyStep(aTask({ why: why(code, action), assigneeId: 'ada' }), [aCard({ number: 13 })], 'Ada')

describe('what the product can do about a task that does not move', () => {
  it.each([
    ['draft', 'Begin'],
    ['plan_failed', 'Begin without a plan'],
    ['plan_awaits_approval', 'Approve the plan'],
    ['failed', 'Try again'],
    ['question_open', 'Answer'],
    ['awaits_review', 'Review'],
    ['checks_failed', 'Review'],
    ['allowance_used_up', 'Raise the allowance'],
    ['no_capable_worker', 'Assign somebody'],
    ['no_worker_online', 'Workers'],
    ['assignee_paused', 'Start Ada'],
    ['assignee_seatless', 'Plan and billing'],
  ])('%s: %s', (code, label) => {
    expect(stepFor(code)?.label).toBe(label)
  })

  it('is to open the task that holds it up, whichever that is', () => {
    expect(stepFor('held_up', 'Say at #70 whether it goes on.')).toEqual({
      kind: 'go',
      label: 'Open #70',
      href: '/tasks?go=70',
    })
  })

  it.each(['queued', 'assignee_asleep', 'back_off', 'checks_running'])('is nothing for %s', (code) => {
    expect(stepFor(code)).toBeNull()
  })

  it('is to open the part or the dependency that the reason names', () => {
    expect(stepFor('part_failed', 'Retry or cancel #13.')).toMatchObject({
      label: 'Open #13',
      href: `/tasks/${aCard({ number: 13 }).id}`,
    })
    expect(stepFor('part_failed', 'Retry or cancel #99.')).toBeNull()
  })

  it('is nothing for a task that moves', () => {
    expect(whyStep(aTask(), [], undefined)).toBeNull()
  })
})

const leadsTo: Record<TaskMove, TaskStatus> = {
  begin: 'ready',
  'begin-now': 'ready',
  approve: 'done',
  'send-back': 'ready',
  retry: 'ready',
  reopen: 'ready',
  draft: 'draft',
  done: 'done',
  cancel: 'cancelled',
}

it.each(taskStatuses)(
  'from %s, the menu offers only moves the database allows, and at least one',
  (status) => {
    const moves = movesOf({ status })
    expect(moves.length).toBeGreaterThan(0)
    for (const move of moves) expect(taskMoves[status]).toContain(leadsTo[move])
  },
)

describe('the last sign of a run', () => {
  it('is its newest, of whatever kind', () => {
    const run = aRun({ heartbeatAt: null, startedAt: null })
    expect(heardAtMs(run)).toBe(Date.parse(run.claimedAt))
    expect(heardAtMs(run, ['2026-11-02T08:59:00.000Z'])).toBe(Date.parse('2026-11-02T08:59:00.000Z'))
  })

  it.each([
    [10_000, 'fresh'],
    [34_000, 'fresh'],
    [36_000, 'quiet'],
    [61_000, 'silent'],
  ])('%d ms ago is %s', (ageMs, freshness) => {
    expect(freshnessOf(ageMs)).toBe(freshness)
  })
})

const actor = { kind: 'worker' as const, id: null, name: 'builder-1' }
const entry = (facts: Pick<TimelineEntry, 'kind' | 'data'> & Partial<TimelineEntry>) =>
  ({ id: 1, runId: null, actor, at: since, ...facts }) as TimelineEntry
const words = (one: TimelineEntry) => `${actorName(one, aTask())} ${timelineWords(one, () => 'Ada').text}`

describe('what happened, in words', () => {
  it.each([
    [entry({ kind: 'created', data: {} }), 'builder-1 made this task'],
    [entry({ kind: 'status', data: { from: 'ready', to: 'in_review' } }), 'builder-1 moved it to In review'],
    [
      entry({ kind: 'changed', data: { fields: ['title', 'assigneeId'] } }),
      'builder-1 changed title and assignee',
    ],
    [entry({ kind: 'progress', data: { state: 'capturing_frames' } }), 'builder-1 capturing frames'],
    [
      entry({ kind: 'claimed', data: { workerId: 'w', workerName: 'Iris', attempt: 2 } }),
      'Iris began attempt 2',
    ],
    [entry({ kind: 'routed', data: { assigneeId: 'ada', reason: '' } }), 'builder-1 gave it to Ada'],
    [
      entry({ kind: 'checked', data: { passed: 1, failed: 1, failedTitles: ['index.html exists'] } }),
      'builder-1 looked at 2 checks: 1 failed',
    ],
  ])('%#', (one, said) => {
    expect(words(one)).toBe(said)
  })

  it('names the platform', () => {
    expect(
      actorName(entry({ kind: 'created', data: {}, actor: { kind: 'system', id: null, name: '' } }), aTask()),
    ).toBe('Deskhand')
  })

  it('says what a run has cost where it ended, and finds it by cost', () => {
    const run = aRun({ costMicros: 30_000 })
    const ended = entry({ kind: 'reported', runId: run.id, data: { outcome: 'completed', summary: '' } })
    expect(costOf(ended, aTask({ runs: [run] }))).toBe(30_000)
    expect(costOf(entry({ kind: 'created', data: {} }), aTask({ runs: [run] }))).toBe(0)
    const plan = aPlan()
    const planned = entry({
      kind: 'planned',
      data: { planId: plan.id, steps: 2, madeBy: 'model', summary: '' },
    })
    expect(costOf(planned, aTask({ plan }))).toBe(plan.costMicros)
    expect(passes(ended, 'costs', 30_000)).toBe(true)
    expect(passes(ended, 'costs', 0)).toBe(false)
  })

  it('is found by kind', () => {
    const said = entry({
      kind: 'commented',
      data: { commentId: 'c', text: 'Hi' },
      actor: { ...actor, kind: 'member' },
    })
    const tool = entry({
      kind: 'tool',
      data: { callId: '1', name: 'exec', phase: 'started', summary: 'ls' },
    })
    const shown = (filter: 'all' | 'people' | 'runs' | 'tools') =>
      [said, tool].filter((one) => passes(one, filter, 0))
    expect(shown('all')).toEqual([said, tool])
    expect(shown('people')).toEqual([said])
    expect(shown('runs')).toEqual([])
    expect(shown('tools')).toEqual([tool])
  })
})
