import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message } from '#lib/wire/message.ts'
import { applyToMessages, type MessagesView } from './apply-to-messages.ts'

const conversation = 'c'
const at = '2026-01-01T00:00:00.000Z'

function message(id: string, seq: number, facts: Partial<Message> = {}): Message {
  return {
    id,
    seq,
    employeeId: 'e',
    conversationId: conversation,
    author: 'employee',
    userId: null,
    authorName: '',
    replyTo: 'm',
    text: '',
    status: 'streaming',
    phase: null,
    failure: null,
    clientKey: null,
    stopRequested: false,
    attachments: [],
    toolCalls: [],
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    superseded: false,
    ...facts,
  }
}
const empty: MessagesView = { messages: [], isStale: false }
const fold = (events: LiveEvent[], view = empty) =>
  events.reduce((seen, event) => applyToMessages(seen, event, conversation), view)
const told = (one: Message): LiveEvent => ({ event: 'message', data: one })
const piece = (messageId: string, offset: number, text: string): LiveEvent => ({
  event: 'message.delta',
  data: { messageId, employeeId: 'e', offset, text },
})

describe('live messages', () => {
  it('grow by their pieces', () => {
    const view = fold([told(message('a', 1)), piece('a', 0, 'Hello '), piece('a', 6, 'there')])
    expect(view.messages[0]?.text).toBe('Hello there')
  })

  it('count code points, so that an emoji does not shift what follows', () => {
    const view = fold([told(message('a', 1)), piece('a', 0, '👋🏽 '), piece('a', 3, 'hi')])
    expect(view.messages[0]?.text).toBe('👋🏽 hi')
  })

  it('are not doubled by repeated pieces', () => {
    const view = fold([
      told(message('a', 1)),
      piece('a', 0, 'Hello'),
      piece('a', 0, 'Hello'),
      piece('a', 0, 'Hel'),
    ])
    expect(view.messages[0]?.text).toBe('Hello')
  })

  it('are read anew when a piece is missing', () => {
    expect(fold([told(message('a', 1)), piece('a', 4, 'x')]).isStale).toBe(true)
  })

  it('are read anew after a reset', () => expect(fold([{ event: 'reset', data: {} }]).isStale).toBe(true))

  it('stand in the order they were sent, whatever order they are told in', () => {
    const view = fold([
      told(message('b', 2)),
      told(message('c', 3)),
      told(message('a', 1)),
      told(message('b', 2)),
    ])
    expect(view.messages.map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })

  it('go when they are superseded', () => {
    expect(fold([told(message('a', 1)), told(message('a', 1, { superseded: true }))]).messages).toEqual([])
  })

  it('of another conversation are left alone', () => {
    expect(fold([told(message('a', 1, { conversationId: 'other' }))]).messages).toEqual([])
  })

  it('no longer grow once they are complete', () => {
    const view = fold([told(message('a', 1, { text: 'Done.', status: 'complete' })), piece('a', 5, ' more')])
    expect(view.messages[0]?.text).toBe('Done.')
  })

  it('end up the same from any replay that repeats what was told', () => {
    const text = 'The quick 🦊 jumps over the lazy 🐶.'
    const points = [...text]
    const pieces = points.map((point, offset) => piece('a', offset, point))
    for (let run = 0; run < 200; run++) {
      const events: LiveEvent[] = [told(message('a', 1))]
      for (let at = 0; at < pieces.length; at++) {
        events.push(...pieces.slice(Math.max(0, at - Math.floor(Math.random() * 6)), at + 1))
      }
      const view = fold(events)
      expect(view.isStale).toBe(false)
      expect(view.messages[0]?.text).toBe(text)
    }
  })
})
