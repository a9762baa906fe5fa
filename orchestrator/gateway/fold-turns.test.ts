import { describe, expect, it } from 'vitest'
import { createTurnFold } from './fold-turns.ts'
import { foldAll, readRecording } from './testing/read-recording.ts'
import type { TurnEvent } from './turn-event.ts'

const brief = (event: TurnEvent) => {
  if (event.kind === 'tool') return `${event.name} ${event.phase}`
  return 'text' in event ? `${event.kind} ${event.text}` : event.kind
}

describe('a turn with two tools', () => {
  it('tells text and tools in the order in which they happened', async () => {
    const events = foldAll(await readRecording('tools'))
    const steps = events.filter(({ kind }) => kind !== 'phase').map(brief)
    const before = 'text I will use exec for that.'
    expect(steps.indexOf('exec start')).toBe(steps.indexOf(before) + 1)
    expect(steps.indexOf('read start')).toBe(steps.indexOf(`${before}\n\nI will use read for that.`) + 1)
    expect(steps.at(-1)).toBe(
      `final I will use exec for that.\n\nI will use read for that.\n\nBoth **done**.`,
    )
  })

  it('never takes text back', async () => {
    const texts = foldAll(await readRecording('tools')).flatMap((event) =>
      event.kind === 'text' ? event.text : [],
    )
    for (const [index, text] of texts.entries()) expect(text.startsWith(texts[index - 1] ?? '')).toBe(true)
    expect(texts.length).toBeGreaterThan(3)
  })

  it('gives each call its arguments, its growing output and its result', async () => {
    const tools = foldAll(await readRecording('tools')).filter((event) => event.kind === 'tool')
    const [start, first] = tools
    expect(start).toMatchObject({ name: 'exec', args: { command: expect.stringContaining('echo step') } })
    expect(first).toMatchObject({ phase: 'update', output: 'step 1\n' })
    expect(tools.find(({ phase }) => phase === 'result')).toMatchObject({
      output: 'step 1\nstep 2',
      isError: false,
    })
    expect(tools.at(-1)).toMatchObject({ name: 'read', phase: 'result', isError: true })
  })

  it('tells each startup phase once', async () => {
    const phases = foldAll(await readRecording('tools')).flatMap((event) =>
      event.kind === 'phase' ? event.phase : [],
    )
    expect(phases).toEqual(['preparing_workspace', 'preparing_context', 'starting_model'])
  })
})

it('has all words before a tool, also where the gateway dropped some', async () => {
  const recording = await readRecording('hasty')
  const dropped = JSON.stringify(recording.frames.filter(({ event }) => event === 'chat').at(-1))
  expect(dropped).not.toContain('I will use exec for that.')
  const steps = foldAll(recording)
    .filter(({ kind }) => kind !== 'phase')
    .map(brief)
  const before = 'I will use exec for that.\n\nI will use read for that.'
  expect(steps[steps.indexOf('exec start') - 1]).toBe('text I will use exec for that.')
  expect(steps[steps.indexOf('read start') - 1]).toBe(`text ${before}`)
  expect(steps.at(-1)).toBe(`final ${before}\n\nfinally the end`)
})

it('shows the tool behind the wrapper, once', async () => {
  const tools = foldAll(await readRecording('deferred-tool')).filter((event) => event.kind === 'tool')
  expect(tools.map(brief)).toEqual(['memory_get start', 'memory_get result'])
  expect(tools[0]).toMatchObject({ args: { path: 'MEMORY.md' } })
  expect(JSON.parse(tools[1]?.output ?? '')).toMatchObject({ path: 'MEMORY.md' })
})

it('tells an error once, with the status of the model', async () => {
  const ends = foldAll(await readRecording('error')).filter(({ kind }) => kind === 'error')
  expect(ends).toHaveLength(1)
  expect(ends[0]).toMatchObject({ httpStatus: 400, message: expect.stringContaining('rejected') })
})

it('tells about retries before the answer', async () => {
  const events = foldAll(await readRecording('retry'))
  expect(events.find(({ kind }) => kind === 'retrying')).toMatchObject({
    attempt: 2,
    maxAttempts: 10,
    reason: 'rate_limit',
  })
  expect(events.at(-1)).toMatchObject({ kind: 'final', text: 'Second try: here I am.' })
})

it('keeps the text of an aborted run', async () => {
  const end = foldAll(await readRecording('aborted')).at(-1)
  expect(end).toMatchObject({
    kind: 'aborted',
    text: expect.stringMatching(/^I will use exec for that\.\n\nword1 word2 word3/),
  })
})

it('ends a steering message without a text of its own', async () => {
  const recording = await readRecording('steered')
  const ends = foldAll(recording).filter(({ kind }) => kind === 'final')
  expect(ends).toEqual([
    { kind: 'final', runId: recording.second },
    expect.objectContaining({
      kind: 'final',
      runId: recording.runId,
      text: expect.stringMatching(/second$/),
    }),
  ])
})

describe('a fold', () => {
  const chat = (fields: object) => ({
    event: 'chat',
    payload: { runId: 'r', sessionKey: 's', seq: 1, ...fields },
  })

  it('ignores what it cannot read', () => {
    const fold = createTurnFold()
    expect(fold.fold({ event: 'chat', payload: { state: 'final' } })).toEqual([])
    expect(fold.fold({ event: 'agent', payload: null })).toEqual([])
    expect(fold.fold({ event: 'tick' })).toEqual([])
  })

  it('puts streamed text before a final that only has the last segment', () => {
    const fold = createTurnFold()
    fold.fold(chat({ state: 'delta', deltaText: 'One.\n\nTwo.' }))
    expect(fold.fold(chat({ state: 'final', message: { content: 'Two.' } }))).toMatchObject([
      { event: { kind: 'final', text: 'One.\n\nTwo.' } },
    ])
  })

  it('builds the text from deltas where a frame has no message', () => {
    const fold = createTurnFold()
    fold.fold(chat({ state: 'delta', deltaText: 'Hel' }))
    expect(fold.fold(chat({ state: 'delta', deltaText: 'lo' }))).toMatchObject([{ event: { text: 'Hello' } }])
  })

  it('does not let history take back what was streamed', () => {
    const fold = createTurnFold()
    fold.fold(chat({ state: 'delta', deltaText: 'Hello' }))
    expect(fold.learn('s', [{ kind: 'text', runId: 'r', text: 'Hel' }])).toEqual([])
    expect(fold.learn('s', [{ kind: 'text', runId: 'r', text: 'Hello you' }])).toHaveLength(1)
  })
})
