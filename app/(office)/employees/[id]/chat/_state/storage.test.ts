// @vitest-environment happy-dom
// What the chat keeps in this browser: messages on their way and the draft.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readDraft, writeDraft } from '../_composer/draft.ts'
import { type Pending, readOutbox, writeOutbox } from './outbox.ts'

const key = 'deskhand.test'
const noDraft = { text: '', attachments: [] }
const id = '7d2c1c1e-5f35-4f0e-b9c4-1f7f6c9d2e02'
const paper = { id, name: 'agenda.pdf', mediaType: 'application/pdf', sizeBytes: 7 }
const pending: Pending = {
  clientKey: 'k',
  text: 'Book a table 🦊',
  attachments: [paper],
  replaces: null,
  at: '2026-11-20T10:00:00.000Z',
  state: 'unsent',
  problem: 'There is no connection.',
}

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const rubbish = ['', 'null', '{', '7', '"text"', '{}', '[{}]', '[null]', '{"text":7,"attachments":[]}']

describe('the outbox', () => {
  it('survives a reload', () => {
    writeOutbox(key, [pending, { ...pending, clientKey: 'l', state: 'refused' }])
    expect(readOutbox(key)).toEqual([pending, { ...pending, clientKey: 'l', state: 'refused' }])
  })

  it('leaves nothing behind when it is empty', () => {
    writeOutbox(key, [pending])
    writeOutbox(key, [])
    expect(localStorage.getItem(key)).toBeNull()
    expect(readOutbox(key)).toEqual([])
  })

  it.each([...rubbish, JSON.stringify([{ ...pending, state: 'lost' }])])(
    'is empty when it holds %j',
    (text) => {
      localStorage.setItem(key, text)
      expect(readOutbox(key)).toEqual([])
    },
  )

  it('works with storage switched off', () => {
    vi.stubGlobal('localStorage', undefined)
    expect(() => writeOutbox(key, [pending])).not.toThrow()
    expect(readOutbox(key)).toEqual([])
  })
})

describe('the draft', () => {
  it.each([
    { text: 'Half a thought', attachments: [] },
    { text: '', attachments: [paper] },
    { text: 'مرحبا\n👩🏽‍🚀', attachments: [paper] },
  ])('survives a reload: %j', (draft) => {
    writeDraft(key, draft)
    expect(readDraft(key)).toEqual(draft)
  })

  it('leaves nothing behind when it is empty', () => {
    writeDraft(key, { text: 'x', attachments: [] })
    writeDraft(key, noDraft)
    expect(localStorage.getItem(key)).toBeNull()
  })

  it.each(rubbish)('is empty when it holds %j', (text) => {
    localStorage.setItem(key, text)
    expect(readDraft(key)).toEqual(noDraft)
  })

  it('works when storage is full', () => {
    const setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    vi.stubGlobal('localStorage', { setItem, getItem: () => null, removeItem: setItem })
    expect(() => writeDraft(key, { text: 'x', attachments: [] })).not.toThrow()
    expect(() => writeDraft(key, noDraft)).not.toThrow()
    expect(() => writeOutbox(key, [pending])).not.toThrow()
  })
})
