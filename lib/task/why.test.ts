import { describe, expect, it } from 'vitest'
import { type TaskStatus, taskStatuses } from '#lib/wire/task-parts.ts'
import {
  ago,
  ahead,
  facts,
  failure,
  type Line,
  lastRun,
  now,
  part,
  plan,
  run,
} from '#tests/support/why-facts.ts'
import { whyOf } from './why.ts'
import type { WhyFacts } from './why-facts.ts'

const lines: Line[] = [
  ['draft', {}, 'draft', 'you', 'It is a draft: nothing has begun.', 'Begin it.'],
  // Nobody may work
  ...(['planning', 'ready', 'claimed', 'running'] as const).map(
    (status): Line => [
      status,
      { restingSince: ago(500), run: { ...run, heardAt: ago(300) }, plan },
      'nobody_may_work',
      'you',
      'Nobody works until a plan is paid. What was done is kept.',
      'See plan and billing.',
    ],
  ),
  [
    'in_review',
    { restingSince: ago(500) },
    'awaits_review',
    'you',
    'It waits for your review.',
    'Approve it or send it back.',
  ],
  // Planning
  ['planning', { plan }, 'planning', 'platform', 'The plan is about to be made.'],
  ['planning', {}, 'planning', 'platform', 'The plan is about to be made.'],
  [
    'planning',
    { plan: { ...plan, createdAt: ago(300), claimedUntil: ahead(9) } },
    'planning',
    'platform',
    'The plan is being made.',
  ],
  [
    'planning',
    { plan: { ...plan, createdAt: ago(300) } },
    'planner_silent',
    'platform',
    'No planner has answered for 5 min. It is tried again by itself.',
    'Begin it without a plan if you do not want to wait.',
  ],
  [
    'planning',
    { plan: { ...plan, createdAt: ago(300), claimedUntil: ago(100) } },
    'planner_silent',
    'platform',
    'No planner has answered for 5 min. It is tried again by itself.',
    'Begin it without a plan if you do not want to wait.',
  ],
  [
    'planning',
    { plan: { ...plan, state: 'proposed', madeAt: ago(8) } },
    'plan_awaits_approval',
    'you',
    'Its plan waits for your approval.',
    'Look at the plan.',
  ],
  [
    'planning',
    { plan: { ...plan, state: 'failed', failure } },
    'plan_failed',
    'you',
    'The disk is full.',
    'Free some space.',
  ],
  // Parts
  [
    'running',
    { parts: [part(4, 'running', { isMoving: true }), part(5, 'failed', { failure })] },
    'part_failed',
    'you',
    'Its part #5 “Task 5” failed: The disk is full.',
    'Retry or cancel #5.',
  ],
  [
    'running',
    { parts: [part(4, 'running', { isMoving: true, hasOpenQuestion: true })] },
    'part_asks',
    'you',
    'Its part #4 “Task 4” has a question.',
    'Answer the question of #4.',
  ],
  [
    'running',
    { parts: [part(4, 'in_review')] },
    'part_in_review',
    'you',
    'Its part #4 “Task 4” waits for your review.',
    'Review #4.',
  ],
  [
    'ready',
    { parts: [part(4, 'done'), part(5, 'ready')] },
    'part_waits',
    'worker',
    'Waits for its part #5 “Task 5”.',
    'See at #5 why it waits.',
  ],
  [
    'running',
    { parts: [part(4, 'running'), part(5, 'ready')] },
    'part_waits',
    'worker',
    'Waits for its parts #4 “Task 4” and #5.',
    'See at #4 why it waits.',
  ],
  [
    'ready',
    { parts: [part(4, 'draft')] },
    'part_waits',
    'you',
    'Its part #4 “Task 4” has not begun.',
    'Look at #4.',
  ],
  [
    'ready',
    {
      parts: [
        part(4, 'ready', { waits: true }),
        part(5, 'ready', {
          why: {
            code: 'no_worker',
            text: 'Nobody can.',
            owner: 'you',
            since: ago(9).toISOString(),
            action: 'Hire.',
          },
        }),
      ],
    },
    'part_waits',
    'you',
    'Waits for its part #5 “Task 5”. Nobody can.',
    '#5: Hire.',
  ],
  [
    'running',
    { parts: [part(4, 'cancelled')] },
    'parts_cancelled',
    'you',
    'All its parts were cancelled.',
    'Approve it, cancel it or retry a part.',
  ],
  // Being worked on
  ['claimed', { run }, 'claimed', 'employee', 'Ada has taken it and is about to begin.'],
  [
    'running',
    { run: { ...run, heardAt: ago(40), leaseExpiresAt: ahead(20) } },
    'lease_runs_out',
    'employee',
    'Ada has been silent for 40 s; its lease runs out in 20 s.',
  ],
  [
    'running',
    { run: { ...run, heardAt: ago(70), leaseExpiresAt: ago(10) } },
    'not_heard_of',
    'employee',
    'Ada has not been heard of for 70 s. It is given to somebody again by itself.',
    'Look after the worker if this goes on.',
  ],
  [
    'claimed',
    { run: { ...run, workerName: 'builder', isEmployee: false, heardAt: ago(70), leaseExpiresAt: ago(10) } },
    'not_heard_of',
    'worker',
    'builder has not been heard of for 70 s. It is given to somebody again by itself.',
    'Look after the worker if this goes on.',
  ],
  [
    'running',
    { run: { ...run, heardAt: ago(70) } },
    'not_heard_of',
    'employee',
    'Ada has not been heard of for 70 s. It is given to somebody again by itself.',
    'Look after the worker if this goes on.',
  ],
  [
    'running',
    { lastRun },
    'nobody_works',
    'platform',
    'Nobody works on it at the moment. It is given out again by itself.',
  ],
  [
    'running',
    { run, question: { text: 'Which colour?', askedAt: ago(30), asker: 'Ada' } },
    'question_open',
    'you',
    'Ada asks: Which colour?',
    'Answer the question.',
  ],
  ['running', { isChecked: true, lastRun }, 'checks_running', 'platform', 'The platform checks the work.'],
  // With a person
  ['in_review', {}, 'awaits_review', 'you', 'It waits for your review.', 'Approve it or send it back.'],
  [
    'in_review',
    { parts: [part(4, 'done')] },
    'awaits_review',
    'you',
    'All its parts have ended; it waits for your review.',
    'Approve it or send it back.',
  ],
  [
    'in_review',
    { failedChecks: 2, attempts: 3 },
    'checks_failed',
    'you',
    '2 checks failed after 3 attempts.',
    'Look at it: approve it all the same or send it back.',
  ],
  [
    'in_review',
    { failedChecks: 1 },
    'checks_failed',
    'you',
    'A check failed after one attempt.',
    'Look at it: approve it all the same or send it back.',
  ],
  ['failed', { failure }, 'failed', 'you', 'The disk is full.', 'Free some space.'],
]

describe('why a task does not move', () => {
  it.each(lines)('%s %# says %s', (status, more, code, owner, text, action = '') => {
    expect(whyOf(facts(status, more))).toMatchObject({ code, owner, text, action })
  })

  it('is known for every status', () => {
    expect(new Set(lines.map(([status]) => status))).toEqual(
      new Set(taskStatuses.filter((status) => !['done', 'cancelled'].includes(status))),
    )
  })

  it.each<[string, TaskStatus, Partial<WhyFacts>]>([
    ['heard of a moment ago', 'running', { run }],
    [
      'with a part that moves',
      'running',
      { parts: [part(4, 'running', { isMoving: true }), part(5, 'ready')] },
    ],
    ['done', 'done', {}],
    ['cancelled', 'cancelled', {}],
  ])('is nothing when it is %s', (_, status, more) => {
    expect(whyOf(facts(status, more))).toBeNull()
  })

  it('never calls a task running whose worker was not heard of within the lease', () => {
    for (const status of ['claimed', 'running'] as const) {
      for (let quiet = 0; quiet <= 600; quiet += 5) {
        for (const lease of [-300, -1, 0, 1, 30, 60]) {
          const silent = { ...run, heardAt: ago(quiet), leaseExpiresAt: ahead(lease) }
          const why = whyOf(facts(status, { run: silent }))
          if (quiet > 60 || lease <= 0) expect(why?.code).toBe('not_heard_of')
        }
      }
    }
  })

  it('says since when, as a time', () => {
    for (const [status, more] of lines) {
      const since = whyOf(facts(status, more))?.since ?? ''
      expect(new Date(since).toISOString()).toBe(since)
      expect(new Date(since) <= now).toBe(true)
    }
  })
})
