// Tasks that nobody begins because the work on another one is stopped for an allowance.
import { describe, expect, it } from 'vitest'
import { ada, adaIs, ago, desk, facts, type Line, outside } from '#tests/support/why-facts.ts'
import { whyOf } from './why.ts'
import type { HeldUp } from './why-facts.ts'

const heldUp: HeldUp = { number: 12, title: 'The shop', since: ago(600), whose: 'employee' }
const byCompany: HeldUp = { ...heldUp, whose: 'company' }
const go = 'Say at #12 whether it goes on.'
const byAda =
  'Waits for #12 “The shop”: it is stopped because the allowance of Ada for this month is used up, and Ada begins nothing new until it goes on.'
const byAll =
  'Waits for #12 “The shop”: it is stopped because the allowance of the company is used up, and no employee begins anything new until it goes on.'

const lines: Line[] = [
  ['ready', adaIs({}, { heldUp }), 'held_up', 'nobody', byAda, go],
  ['ready', adaIs({}, { heldUp: byCompany }), 'held_up', 'nobody', byAll, go],
  // Not even when what they do now is done, or when they are awake.
  ['ready', adaIs({}, { heldUp, isFull: true, busyWith: [7] }), 'held_up', 'nobody', byAda, go],
  ['ready', adaIs({ lifecycle: 'asleep' }, { heldUp }), 'held_up', 'nobody', byAda, go],
  // What a person has to put right first comes first.
  [
    'ready',
    adaIs({ lifecycle: 'paused' }, { heldUp }),
    'assignee_paused',
    'you',
    'Ada is paused.',
    'Start Ada.',
  ],
  // Nobody's task: others may take it.
  ['ready', { workers: [{ ...desk, heldUp }] }, 'held_up', 'nobody', byAda, go],
  ['ready', { workers: [{ ...desk, heldUp }, outside] }, 'queued', 'platform', 'builder takes it next.'],
  [
    'ready',
    {
      workers: [
        { ...desk, heldUp },
        { ...outside, isFull: true },
      ],
    },
    'workers_busy',
    'worker',
    'builder is busy.',
  ],
  [
    'ready',
    {
      workers: [
        { ...desk, heldUp },
        { ...desk, id: 'bo', name: 'Bo', employee: { ...ada, id: 'bo', name: 'Bo' } },
      ],
    },
    'queued',
    'platform',
    'Bo takes it next.',
  ],
]

describe('a task behind one that is stopped', () => {
  it.each(lines)('%s %j: %s', (status, more, code, owner, text, action = '') => {
    expect(whyOf(facts(status, more))).toMatchObject({ code, owner, text, action })
  })

  it('waits since that one is', () => {
    expect(whyOf(facts('ready', adaIs({}, { heldUp })))?.since).toBe(ago(600).toISOString())
  })
})
