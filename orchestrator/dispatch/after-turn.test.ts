import { describe, expect, it } from 'vitest'
import { afterTurn, type EndedTurn } from './after-turn.ts'
import type { RunQuestion } from './run.ts'

const failure = { code: 'x', text: 'It broke.', action: '' }
const askedAt = new Date(0)
const question = (more: Partial<RunQuestion>): RunQuestion => ({
  id: 'q',
  kind: 'question',
  askerKey: 'ask_1',
  text: 'When?',
  state: 'open',
  answer: null,
  askedAt,
  ...more,
})
const refusal = {
  reason: 'task_allowance' as const,
  capMicros: 5,
  spentMicros: 5,
  wantedMicros: 1,
  raisableMicros: null,
  said: '',
}
const complete: EndedTurn = {
  outcome: { status: 'complete' },
  stopReason: undefined,
  news: { usedUp: undefined, desk: undefined, questions: [] },
  refusal: undefined,
  cutShort: undefined,
  delivered: [],
  now: 1000,
}
const stopped = { ...complete, outcome: { status: 'stopped' as const } }

describe('after a turn', () => {
  it('that is whole, the run is complete', () => {
    expect(afterTurn(complete)).toEqual({ do: 'complete' })
    expect(afterTurn({ ...complete, stopReason: 'allowance' })).toEqual({ do: 'complete' })
  })

  it('of a run that is no longer ours, nothing is reported', () => {
    expect(afterTurn({ ...complete, stopReason: 'gone' })).toEqual({ do: 'forget' })
  })

  it('that failed, the attempt has failed', () => {
    expect(afterTurn({ ...complete, outcome: { status: 'failed', failure } })).toEqual({
      do: 'fail',
      failure,
    })
  })

  it('at a desk that somebody stopped, it is given back; at one that broke, the attempt counts', () => {
    const at = (isChoice: boolean) =>
      afterTurn({ ...stopped, news: { ...complete.news, desk: { failure, isChoice } } }).do
    expect([at(true), at(false)]).toEqual(['release', 'fail'])
  })

  it('that was refused for its cost, it is parked, and so is one that was stopped for it', () => {
    const failed = { ...complete, outcome: { status: 'failed' as const, failure } }
    expect(afterTurn({ ...failed, refusal })).toEqual({ do: 'park', refusal })
    const news = { ...complete.news, usedUp: refusal }
    expect(afterTurn({ ...stopped, stopReason: 'allowance', news })).toEqual({ do: 'park', refusal })
  })

  it('that was stopped for its cost and had it raised meanwhile, it is given back', () => {
    expect(afterTurn({ ...stopped, stopReason: 'allowance' })).toMatchObject({ do: 'release' })
  })

  it('that is whole, no refusal of the past counts', () => {
    expect(afterTurn({ ...complete, refusal })).toEqual({ do: 'complete' })
  })

  it('whose last words ended where the allowance did, it is parked: those are not all', () => {
    expect(afterTurn({ ...complete, cutShort: refusal })).toEqual({ do: 'park', refusal })
    expect(afterTurn({ ...complete, stopReason: 'gone', cutShort: refusal })).toEqual({ do: 'forget' })
  })

  it('of a desk that never had the task, it is given back', () => {
    expect(afterTurn({ ...stopped, stopReason: 'unsent' })).toMatchObject({
      do: 'release',
      failure: { code: 'desk_away' },
    })
  })

  it('with an answer that the desk does not have yet, it goes on', () => {
    const answered = question({ state: 'answered', answer: 'Now' })
    const news = { ...complete.news, questions: [answered] }
    expect(afterTurn({ ...complete, news })).toEqual({ do: 'go_on', question: answered })
    expect(afterTurn({ ...stopped, stopReason: 'waits', news })).toEqual({ do: 'go_on', question: answered })
    expect(afterTurn({ ...complete, news, delivered: ['q'] })).toEqual({ do: 'complete' })
  })

  it('that waits for an answer, it does so for a day', () => {
    const waiting = {
      ...stopped,
      stopReason: 'waits' as const,
      news: { ...complete.news, questions: [question({})] },
    }
    const dayMs = 24 * 60 * 60_000
    expect(afterTurn(waiting)).toEqual({ do: 'wait', until: dayMs })
    expect(afterTurn({ ...waiting, now: dayMs })).toMatchObject({
      do: 'fail',
      failure: { code: 'unanswered' },
    })
  })
})
