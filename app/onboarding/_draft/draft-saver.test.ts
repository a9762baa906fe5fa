import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DraftChanges, emptyDraft } from '#lib/hire-draft/draft.ts'
import { createDraftSaver, type Saving } from './draft-saver.ts'
import type { Sent } from './send-changes.ts'

const pauseMs = 350
const retryMs = 3000
const accepted: Sent = { ok: true, draft: emptyDraft }

let sent: DraftChanges[]
let kept: DraftChanges
let said: Saving['is'][]
let answers: Promise<Sent>[]

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  kept = {}
  said = []
  answers = []
})
afterEach(() => {
  vi.useRealTimers()
})

function saver() {
  return createDraftSaver({
    send: (changes) => {
      sent.push(changes)
      return answers.shift() ?? Promise.resolve(accepted)
    },
    keep: (changes) => {
      kept = changes
    },
    onSaving: ({ is }) => said.push(is),
    pauseMs,
    retryMs,
  })
}

describe('saving while somebody types', () => {
  it('sends once for a burst of keys, with the last of each field', async () => {
    const { change } = saver()
    change({ name: 'A' })
    change({ name: 'Ad', toneKey: 'witty' })
    change({ name: 'Ada' })
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(pauseMs)
    expect(sent).toEqual([{ name: 'Ada', toneKey: 'witty' }])
    expect(said.at(-1)).toBe('saved')
    expect(kept).toEqual({})
  })

  it('keeps what the server does not have yet', () => {
    saver().change({ name: 'Ada' })
    expect(kept).toEqual({ name: 'Ada' })
  })

  it('sends one batch after the other, never two at once', async () => {
    const first = Promise.withResolvers<Sent>()
    answers = [first.promise]
    const { change, flush } = saver()
    change({ name: 'Ada' })
    const flushed = flush()
    await vi.advanceTimersByTimeAsync(0)
    change({ name: 'Bo' })
    const flushedAgain = flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([{ name: 'Ada' }])
    first.resolve(accepted)
    expect(await flushed).toBe(true)
    expect(await flushedAgain).toBe(true)
    expect(sent).toEqual([{ name: 'Ada' }, { name: 'Bo' }])
  })

  it('tries again by itself while the connection is gone, and does not bring back what was changed meanwhile', async () => {
    answers = [Promise.resolve({ ok: false, isLasting: false, detail: 'No connection.' })]
    const { change, flush } = saver()
    change({ name: 'Ada', about: 'Bicycles' })
    expect(await flush()).toBe(false)
    expect(said.at(-1)).toBe('failed')
    change({ name: 'Bo' })
    await vi.advanceTimersByTimeAsync(retryMs)
    expect(sent.at(-1)).toEqual({ name: 'Bo', about: 'Bicycles' })
    expect(said.at(-1)).toBe('saved')
  })

  it('does not repeat what would be refused again', async () => {
    answers = [Promise.resolve({ ok: false, isLasting: true, detail: 'Too long.' })]
    const { change, flush } = saver()
    change({ name: 'x' })
    expect(await flush()).toBe(false)
    await vi.advanceTimersByTimeAsync(10 * retryMs)
    expect(sent).toHaveLength(1)
  })

  it('forgets what was not sent when told to', async () => {
    const { change, drop } = saver()
    change({ name: 'Ada' })
    drop()
    await vi.advanceTimersByTimeAsync(pauseMs)
    expect(sent).toEqual([])
    expect(kept).toEqual({})
  })
})
