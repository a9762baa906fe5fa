import { describe, expect, it } from 'vitest'
import type { TurnOutcome } from '#orchestrator/gateway/turn-outcome.ts'
import { newTurn } from './fold-turn.ts'
import { defaultLimits, nextStep, type Sight, type StepFacts } from './next-step.ts'
import type { Turn } from './turn.ts'

const now = 10_000_000
const nothing = { text: '', tools: [] }
const sees = (outcome: TurnOutcome, more: Partial<Sight> = {}): Partial<StepFacts> => ({
  sight: { outcome, isActive: false, isUnsettled: false, strayKey: undefined, ...more },
})
const turn = (more: Partial<Turn>): Partial<StepFacts> => ({ turn: { ...newTurn('run'), ...more } })
const ago = (ms: number) => now - ms
const unknown: TurnOutcome = { kind: 'unknown' }
const running: TurnOutcome = { kind: 'running', runIds: ['run'], ...nothing }
const interrupted: TurnOutcome = { kind: 'interrupted', ...nothing }
const paused = { code: 'employee_paused', text: 'Ada was paused.', action: 'Start Ada.' }

function stepFor(...changes: Partial<StepFacts>[]) {
  const calm: StepFacts = {
    now,
    turn: newTurn('run'),
    orders: { isStopWanted: false, deskFailure: undefined },
    stopWantedAt: undefined,
    abortAskedAt: undefined,
    connectedAt: ago(5000),
    disconnectedAt: ago(6000),
    sight: undefined,
    sightAt: ago(10_000),
    lastProgressAt: ago(1000),
    limits: defaultLimits,
  }
  return nextStep(Object.assign(calm, ...changes))
}

const failed = (code: string) => ({ do: 'finish', outcome: { status: 'failed', failure: { code } } })
const finished = (status: string) => ({ do: 'finish', outcome: { status } })
const wait = { do: 'wait' }

const table: [words: string, changes: Partial<StepFacts>[], step: object][] = [
  ['nothing is known yet: look', [], { do: 'look' }],
  ['the gateway does not know the message: send it', [sees(unknown)], { do: 'send' }],
  [
    'the context holds what was replaced: rewind first',
    [sees(unknown, { strayKey: 'old' })],
    { do: 'rewind', key: 'old' },
  ],
  [
    'something else runs in the session: abort it first',
    [sees(unknown, { isActive: true })],
    { do: 'abort' },
  ],
  [
    'the abort was asked for: look again until it is quiet',
    [sees(unknown, { isActive: true }), { abortAskedAt: ago(600) }],
    { do: 'look' },
  ],
  [
    'the abort did not help: ask again',
    [sees(unknown, { isActive: true }), { abortAskedAt: ago(3000) }],
    { do: 'abort' },
  ],
  [
    'the gateway may take up an old turn: do not send into it',
    [sees(unknown, { isUnsettled: true }), { sightAt: ago(100) }],
    wait,
  ],
  [
    'it did not within a minute: send',
    [sees(unknown, { isUnsettled: true }), { connectedAt: ago(61_000) }],
    { do: 'send' },
  ],
  ['it runs: wait', [sees(running), { sightAt: ago(100) }], wait],
  [
    'it runs and nothing was heard for a while: look, somebody may have missed something',
    [sees(running), { sightAt: ago(31_000) }],
    { do: 'look' },
  ],
  ['the gateway died under it: look until it takes it up', [sees(interrupted)], { do: 'look' }],
  [
    'it does not take it up within a minute: say so',
    [sees(interrupted), { connectedAt: ago(61_000) }],
    failed('desk_lost_turn'),
  ],
  [
    'it ended while nobody listened: take the end',
    [sees({ kind: 'done', text: 'Hi', tools: [] })],
    finished('complete'),
  ],
  ['it ended without a word', [sees({ kind: 'done', ...nothing })], failed('empty_answer')],
  [
    'its run ended without a word and it waits behind another: look often for the one that answers it',
    [sees(running), turn({ isWordless: true }), { sightAt: ago(600) }],
    { do: 'look' },
  ],
  [
    'its run ended without a word and history does not name it, but something runs: do not end that, it answers next',
    [sees(unknown, { isActive: true }), turn({ isWordless: true }), { lastProgressAt: ago(9000) }],
    { do: 'look' },
  ],
  [
    'its run ended without a word and nothing comes: say so, it cannot be sent twice',
    [sees(unknown), turn({ isWordless: true }), { lastProgressAt: ago(6000) }],
    failed('desk_lost_turn'),
  ],
  [
    'it was taken up a moment ago and history has the status of the run before: look again',
    [sees({ kind: 'aborted', isGuess: true, ...nothing })],
    { do: 'look' },
  ],
  [
    'history goes on having nothing but the status: believe it',
    [sees({ kind: 'done', isGuess: true, ...nothing }), { lastProgressAt: ago(6000) }],
    failed('empty_answer'),
  ],
  [
    'it was cut short and nobody asked for that',
    [sees({ kind: 'aborted', ...nothing })],
    failed('ended_early'),
  ],
  [
    'it failed while nobody listened',
    [sees({ kind: 'failed', message: 'HTTP 429', ...nothing })],
    failed('model_rate_limited'),
  ],
  ['another run speaks: look', [sees(running), turn({ mustLook: true })], { do: 'look' }],
  [
    'it looked just now: not again at once',
    [sees(running), turn({ mustLook: true }), { sightAt: ago(10) }],
    wait,
  ],
  ['the end was heard', [turn({ text: 'Hi', end: { kind: 'final' } })], finished('complete')],
  [
    'an error was heard',
    [turn({ end: { kind: 'error', message: 'no', httpStatus: 529 } })],
    failed('model_overloaded'),
  ],
  ['a stop is wanted: abort', [sees(running), { stopWantedAt: now }], { do: 'abort' }],
  ['the abort is on its way', [sees(running), { stopWantedAt: ago(100), abortAskedAt: ago(90) }], wait],
  [
    'the abort was heard',
    [turn({ end: { kind: 'aborted' } }), { stopWantedAt: ago(100) }],
    finished('stopped'),
  ],
  [
    'the abort was not confirmed: it counts all the same',
    [sees(running), { stopWantedAt: ago(800), abortAskedAt: ago(790) }],
    finished('stopped'),
  ],
  [
    'a stop is wanted and the desk is away: wait a moment',
    [{ stopWantedAt: ago(100), connectedAt: undefined }],
    wait,
  ],
  [
    'the desk does not come back for the stop: stopped',
    [{ stopWantedAt: ago(800), connectedAt: undefined }],
    finished('stopped'),
  ],
  [
    'a stop came too late: the answer is whole',
    [turn({ text: 'Hi', end: { kind: 'final' } }), { stopWantedAt: now }],
    finished('complete'),
  ],
  [
    'the desk was paused',
    [sees(running), { orders: { isStopWanted: false, deskFailure: paused } }],
    { ...failed('employee_paused'), abort: true },
  ],
  [
    'the desk is away: wait',
    [{ connectedAt: undefined }],
    { do: 'wait', until: ago(6000) + defaultLimits.deskAbsenceMs },
  ],
  [
    'the desk stays away',
    [{ connectedAt: undefined, disconnectedAt: ago(5 * 60_000) }],
    failed('desk_unreachable'),
  ],
  [
    'nothing is heard for a quarter of an hour',
    [sees(running), { lastProgressAt: ago(15 * 60_000) }],
    { ...failed('no_progress'), abort: true },
  ],
]

describe('the next step of an answer', () => {
  it.each(table)('%s', (_, changes, step) => expect(stepFor(...changes)).toMatchObject(step))

  it('is to wait only for something that comes', () => {
    for (const [, changes] of table) {
      const step = stepFor(...changes)
      if (step.do === 'wait') expect(step.until).toBeGreaterThan(now)
    }
  })
})
