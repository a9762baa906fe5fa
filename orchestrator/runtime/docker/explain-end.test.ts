import { describe, expect, it } from 'vitest'
import { type EndTraces, explainEnd, gaveUp, vanished, wasOrderly } from './explain-end.ts'

const at = new Date('2026-11-21T12:00:00Z')
const traces: EndTraces = {
  exitCode: 1,
  oomKilled: false,
  engineError: '',
  at,
  log: '',
  secrets: [],
  lastFailure: undefined,
}

describe('why a desk ended', () => {
  it.each<[string, Partial<EndTraces>, object]>([
    [
      'its memory was used up',
      { exitCode: 137, oomKilled: true },
      { cause: 'out_of_memory', signal: 'SIGKILL', code: null },
    ],
    ['somebody killed it', { exitCode: 137 }, { cause: 'killed', signal: 'SIGKILL' }],
    ['somebody stopped it', { exitCode: 143 }, { cause: 'killed', signal: 'SIGTERM' }],
    ['it ended by itself', { exitCode: 0 }, { cause: 'ended', code: 0, signal: null }],
    ['it failed', { exitCode: 3 }, { cause: 'crashed', code: 3, signal: null }],
    ['it crashed hard', { exitCode: 139 }, { cause: 'crashed', signal: 'SIGSEGV' }],
    [
      'it could not even begin',
      { exitCode: 127, engineError: 'no such file' },
      { cause: 'crashed', reason: expect.stringContaining('no such file') },
    ],
  ])('%s', (_, found, told) =>
    expect(explainEnd({ ...traces, ...found })).toMatchObject({ ...told, at: at.toISOString() }),
  )

  it('says what the agent had complained of before', () => {
    const lastFailure = { code: 'x', text: 'The gateway was stuck.', action: '' }
    expect(explainEnd({ ...traces, lastFailure }).reason).toContain('The gateway was stuck.')
  })

  it('quotes the log without its secrets', () => {
    const { logTail } = explainEnd({
      ...traces,
      log: 'a\nwith 12345678-secret\n',
      secrets: ['12345678-secret'],
    })
    expect(logTail).toBe('a\nwith [secret]')
  })
})

describe('an orderly end', () => {
  const state = {
    ExitCode: 0,
    OOMKilled: false,
    Error: '',
    StartedAt: '2026-11-21T12:00:00Z',
    FinishedAt: '2026-11-21T12:00:10Z',
  }
  it('is no failure', () => expect(wasOrderly(state)).toBe(true))
  it.each([{ ExitCode: 143 }, { OOMKilled: true }, { Error: 'x' }, { FinishedAt: '2026-11-21T12:00:09Z' }])(
    'with %o it is one',
    (change) => expect(wasOrderly({ ...state, ...change })).toBe(false),
  )
})

it('a container that was taken away has vanished', () => {
  expect(vanished(at)).toMatchObject({ cause: 'vanished', code: null, signal: null })
})

it('an agent that gave up is quoted; a cause that is not known here counts as a crash', () => {
  const words = { text: 'Again and again.', action: 'Look.' }
  expect(gaveUp(words, { cause: 'bad_config', logTail: 'last' }, at)).toMatchObject({
    cause: 'bad_config',
    reason: 'Again and again.',
    logTail: 'last',
  })
  expect(gaveUp(words, { cause: 'stuck', logTail: '' }, at).cause).toBe('crashed')
  expect(gaveUp(words, null, at).cause).toBe('crashed')
})
