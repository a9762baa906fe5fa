import { describe, expect, it } from 'vitest'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import { adopt, foldTurn, newTurn, withHistory, withoutRunningTools } from './fold-turn.ts'
import type { Turn } from './turn.ts'

const runId = 'run'
const fold = (events: TurnEvent[], turn: Turn = newTurn(runId)) =>
  events.reduce((known, event, index) => foldTurn(known, event, 1000 + index), turn)
const text = (words: string): TurnEvent => ({ kind: 'text', runId, text: words })
const tool = (phase: 'start' | 'update' | 'result', more = {}): TurnEvent => ({
  kind: 'tool',
  runId,
  callId: 'call',
  name: 'exec',
  phase,
  ...more,
})
const toolOf = (turn: Turn) => turn.tools.get('call')

describe('a turn', () => {
  it('has the whole text of its run', () => {
    expect(fold([text('one'), text('one two')])).toMatchObject({ text: 'one two', phase: 'writing' })
  })

  it('takes a text that was replaced', () => {
    expect(fold([text('wrong start'), text('right')]).text).toBe('right')
  })

  it('keeps a call at its place, counted in code points', () => {
    const turn = fold([text('🦊 é'), tool('start', { args: { command: 'ls' } })])
    expect(turn.phase).toBe('using_tool')
    expect(toolOf(turn)).toMatchObject({
      textOffset: 3,
      status: 'running',
      args: { command: 'ls' },
      startedAt: 1001,
      endedAt: undefined,
    })
  })

  it('follows the output of a call to its end, without forgetting what was asked', () => {
    const events = [tool('start', { args: { command: 'ls' } }), tool('update', { output: 'a' })]
    expect(toolOf(fold(events))).toMatchObject({ output: 'a', status: 'running' })
    const turn = fold([...events, text('later'), tool('result', { output: 'a\nb' })])
    expect(toolOf(turn)).toMatchObject({
      output: 'a\nb',
      status: 'done',
      args: { command: 'ls' },
      textOffset: 0,
      startedAt: 1000,
      endedAt: 1003,
    })
    expect(turn.phase).toBe('thinking')
  })

  it('knows a call that failed', () => {
    expect(toolOf(fold([tool('start'), tool('result', { output: 'no', isError: true })]))).toMatchObject({
      status: 'error',
    })
  })

  it('says that it is being tried again, and why', () => {
    const retrying: TurnEvent = {
      kind: 'retrying',
      runId,
      attempt: 2,
      maxAttempts: 10,
      delayMs: 1,
      reason: 'Rate-limit',
    }
    expect(fold([retrying]).phase).toBe('retrying_2_of_10_rate_limit')
  })

  it.each([
    ['preparing_workspace', 'preparing'],
    ['starting_model', 'starting_model'],
    ['Something New', 'thinking'],
  ])('says %j as %j', (phase, said) => expect(fold([{ kind: 'phase', runId, phase }]).phase).toBe(said))

  it('does not take words back when its end has fewer', () => {
    const end: TurnEvent = { kind: 'final', runId, text: 'one' }
    expect(fold([text('one two'), end])).toMatchObject({ text: 'one two', end: { kind: 'final' } })
    expect(fold([text('one two'), { kind: 'final', runId }]).text).toBe('one two')
  })

  it('takes the words of its end when they are more', () => {
    expect(fold([text('one'), { kind: 'final', runId, text: 'one two' }]).text).toBe('one two')
  })

  it('is not known to be over when a run of it ends without a word: its message may wait behind another run', () => {
    const waiting = fold([{ kind: 'final', runId }])
    expect(waiting).toMatchObject({ isWordless: true, mustLook: true, end: undefined })
    const said = adopt(waiting, { text: '', tools: [] }, new Map([['third', '']]), 5)
    const answered = fold([{ kind: 'final', runId: 'third', text: 'here' }], said)
    expect(answered).toMatchObject({ text: 'here', end: { kind: 'final' } })
  })

  it('is over without a word when it used a tool', () => {
    expect(fold([tool('start'), tool('result'), { kind: 'final', runId }]).end).toEqual({ kind: 'final' })
  })

  it('asks to look when another run speaks in its session, and does not believe it yet', () => {
    expect(fold([text('one'), { kind: 'text', runId: 'other', text: 'two' }])).toMatchObject({
      text: 'one',
      mustLook: true,
    })
  })

  it.each<[string, TurnEvent]>([
    ['the gateway died', { kind: 'interrupted', runId }],
    ['the gateway has forgotten it', { kind: 'error', runId, message: 'gone', errorKind: 'lost' }],
  ])('has not ended when %s: somebody must look', (_, event) => {
    expect(fold([text('one'), event])).toMatchObject({ text: 'one', mustLook: true, end: undefined })
  })
})

describe('what history knows', () => {
  const record = {
    text: '🦊 said.\n\nAnd more',
    tools: [{ callId: 'call', name: 'exec', args: { command: 'ls' }, output: 'a', textOffset: 8 }],
  }

  it('is taken over by a turn that has heard nothing', () => {
    const turn = adopt(newTurn(runId), record, new Map(), 5)
    expect(turn).toMatchObject({ text: record.text, phase: 'writing', mustLook: false })
    expect(toolOf(turn)).toMatchObject({ status: 'done', output: 'a', textOffset: 7 })
  })

  it('takes back nothing that was heard since', () => {
    const heard = fold([text(`${record.text} and on`), tool('result', { output: 'a, later' })])
    const turn = adopt(heard, record, new Map(), 5)
    expect(turn.text).toBe(`${record.text} and on`)
    expect(toolOf(turn)?.output).toBe('a, later')
  })

  it('makes another run part of the turn, after what stood before it', () => {
    const turn = adopt(newTurn(runId), { text: 'Before.', tools: [] }, new Map([['second', 'Before.']]), 5)
    expect(fold([{ kind: 'text', runId: 'second', text: 'After' }], turn).text).toBe('Before.\n\nAfter')
    expect(fold([{ kind: 'final', runId: 'second', text: 'After all' }], turn)).toMatchObject({
      text: 'Before.\n\nAfter all',
      end: { kind: 'final' },
    })
  })

  it('completes an end that left out what was said before a call', () => {
    const end = fold([{ kind: 'final', runId, text: 'And more' }])
    expect(withHistory(end, { kind: 'done', ...record }, 5).text).toBe(record.text)
  })

  it('does not shorten an end that it does not know yet', () => {
    const end = fold([text('one two'), { kind: 'final', runId, text: 'one two' }])
    expect(withHistory(end, { kind: 'done', text: 'one', tools: [] }, 5).text).toBe('one two')
    expect(withHistory(end, { kind: 'unknown' }, 5).text).toBe('one two')
  })
})

it('a turn that is over has no running calls', () => {
  expect(toolOf(withoutRunningTools(fold([tool('start')]), 9))).toMatchObject({
    status: 'interrupted',
    endedAt: 9,
  })
})
