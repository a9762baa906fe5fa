import { describe, expect, it } from 'vitest'
import { historyResult } from './frame.ts'
import { readHistory, type SessionHistory } from './history.ts'
import { missedEvents } from './missed-events.ts'
import { readRecording } from './testing/read-recording.ts'
import { turnOutcome } from './turn-outcome.ts'

const empty: SessionHistory = { messages: [], activeRunIds: [], active: false, queuedKeys: [] }

/** Between the gateway's start and the moment when it takes the turn up again. */
const beforeResumption = ({ messages }: SessionHistory): SessionHistory => ({
  ...empty,
  status: 'running',
  messages: messages.slice(
    0,
    messages.findIndex((row) => row.role === 'user' && row.fromGateway),
  ),
})

describe('the outcome of a turn', () => {
  it('is unknown for a message the gateway never saw', () => {
    expect(turnOutcome(empty, 'k')).toEqual({ kind: 'unknown' })
  })

  it('is running for a message that waits its turn', () => {
    expect(turnOutcome({ ...empty, queuedKeys: ['k'] }, 'k')).toMatchObject({ kind: 'running' })
  })

  it('has nothing of the run that it waits behind', () => {
    const waiting = { ...empty, active: true, activeRunIds: ['other'], queuedKeys: ['k'] }
    expect(turnOutcome(waiting, 'k')).toMatchObject({ kind: 'running', runIds: [] })
    expect(turnOutcome({ ...waiting, activeRunIds: ['k'] }, 'k')).toMatchObject({ runIds: ['k'] })
  })

  it('is a guess where history has the message and the status of a run, maybe of the one before', () => {
    const message = { role: 'user', content: 'Hi', idempotencyKey: 'k:user' }
    const seen = (status: string) =>
      turnOutcome(readHistory(historyResult.parse({ messages: [message], sessionInfo: { status } })), 'k')
    expect(seen('killed')).toMatchObject({ kind: 'aborted', isGuess: true })
    expect(seen('done')).toMatchObject({ kind: 'done', isGuess: true })
    expect(seen('running')).toMatchObject({ kind: 'interrupted' })
  })

  it('holds the text and the tools at their places', async () => {
    const { history, runId } = await readRecording('tools')
    const outcome = turnOutcome(history, runId)
    expect(outcome).toMatchObject({
      kind: 'done',
      text: 'I will use exec for that.\n\nI will use read for that.\n\nBoth **done**.',
      tools: [
        { name: 'exec', textOffset: 25, output: 'step 1\nstep 2', isError: false },
        { name: 'read', textOffset: 52, isError: true },
      ],
    })
  })

  it('shows the tool behind the wrapper', async () => {
    const { history, runId } = await readRecording('deferred-tool')
    expect(turnOutcome(history, runId)).toMatchObject({
      tools: [{ name: 'memory_get', args: { path: 'MEMORY.md' } }],
    })
  })

  it('is failed with the reason the gateway wrote down', async () => {
    const { history, runId } = await readRecording('error')
    expect(turnOutcome(history, runId)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('400'),
      text: '',
    })
  })

  it('is failed with the reason when the model was never asked', () => {
    const history = readHistory(
      historyResult.parse({
        messages: [
          { role: 'user', content: 'Hi', idempotencyKey: 'k:user' },
          { role: 'custom', customType: 'run-failed-before-reply', content: 'The key is disabled.' },
        ],
      }),
    )
    expect(turnOutcome(history, 'k')).toMatchObject({ kind: 'failed', message: 'The key is disabled.' })
  })

  it('is running with the text so far', async () => {
    const { during, runId } = await readRecording('aborted')
    expect(turnOutcome(during ?? empty, runId)).toMatchObject({
      kind: 'running',
      runIds: [runId],
      text: expect.stringContaining('that.\n\nword1'),
      tools: [{ name: 'exec', textOffset: 25, output: 'hi' }],
    })
  })

  it('is aborted, and says nothing twice', async () => {
    const { history, runId } = await readRecording('aborted')
    const outcome = turnOutcome(history, runId)
    expect(outcome).toMatchObject({
      kind: 'aborted',
      text: expect.stringMatching(/^I will use exec for that\.\n\nword1 [^.]*$/),
    })
  })

  it('is interrupted after the gateway died, then running under another run, then done', async () => {
    const { resumed = empty, history, runId } = await readRecording('interrupted')
    expect(turnOutcome(beforeResumption(resumed), runId)).toMatchObject({
      kind: 'interrupted',
      tools: [{ name: 'exec' }],
    })
    const later = turnOutcome(resumed, runId)
    expect(later).toMatchObject({ kind: 'running', text: expect.stringMatching(/that\.\n\nword1 word2/) })
    expect(later).not.toMatchObject({ runIds: [runId] })
    expect(turnOutcome(history, runId)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('word60'),
    })
  })

  it('of a steered turn ends where the next message begins', async () => {
    const { history, runId, second } = await readRecording('steered')
    expect(turnOutcome(history, runId)).toMatchObject({
      kind: 'done',
      text: expect.stringMatching(/word60$/),
    })
    expect(turnOutcome(history, second ?? '')).toMatchObject({ kind: 'done', text: 'second' })
  })
})

describe('what a listener missed', () => {
  it('is the whole run so far', async () => {
    const { during = empty, runId } = await readRecording('aborted')
    const { events, ended } = missedEvents(during, [runId], false)
    expect(ended).toEqual([])
    expect(events.map(({ kind }) => kind)).toEqual(['text', 'tool', 'tool', 'text'])
    expect(events.at(-1)).toMatchObject({ text: expect.stringContaining('word3') })
  })

  it('is the end of a run that ended meanwhile', async () => {
    const { history, runId } = await readRecording('tools')
    expect(missedEvents(history, [runId], false).events.at(-1)).toMatchObject({
      kind: 'final',
      text: expect.stringMatching(/done/),
    })
    const error = await readRecording('error')
    expect(missedEvents(error.history, [error.runId], false).events.at(-1)).toMatchObject({ kind: 'error' })
  })

  it('is the interruption, and then the run that takes over', async () => {
    const { resumed = empty, runId } = await readRecording('interrupted')
    expect(missedEvents(beforeResumption(resumed), [runId], true).events.at(-1)).toEqual({
      kind: 'interrupted',
      runId,
    })
    expect(missedEvents(resumed, [], true).events.at(-1)).toMatchObject({
      kind: 'text',
      runId: resumed.activeRunIds[0],
    })
  })

  it('is the interruption also when the next run is already going', async () => {
    const { resumed = empty, runId } = await readRecording('interrupted')
    expect(missedEvents(resumed, [runId], true).events[0]).toEqual({ kind: 'interrupted', runId })
  })

  it('is nothing while a run is active that has not been named yet, unless the gateway is another one', () => {
    const silent = { ...empty, active: true, status: 'running' }
    expect(missedEvents(silent, ['r'], false)).toEqual({ events: [], ended: [] })
    expect(missedEvents(silent, ['r'], true).ended).toEqual(['r'])
  })

  it('is the loss of a run that the gateway has forgotten', () => {
    expect(missedEvents(empty, ['r'], false).events).toMatchObject([{ kind: 'error', errorKind: 'lost' }])
  })
})
