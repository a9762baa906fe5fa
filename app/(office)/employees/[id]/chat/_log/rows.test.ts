import { describe, expect, it } from 'vitest'
import { answerOf, messageOf } from '../_testing/message.ts'
import { firstUnread, inTurns, rowsOf } from './rows.ts'

const keys = (...given: Parameters<typeof rowsOf>) => rowsOf(...given).map((row) => row.key)

describe('the log', () => {
  it('separates the days of the reader, not of the server', () => {
    const messages = [
      messageOf('a', 1, { createdAt: '2026-11-20T22:30:00.000Z' }),
      messageOf('b', 2, { createdAt: '2026-11-20T23:30:00.000Z' }),
    ]
    expect(keys(messages, undefined, 'UTC')).toEqual(['day-2026-11-20', 'a', 'b'])
    expect(keys(messages, undefined, 'Europe/Berlin')).toEqual(['day-2026-11-20', 'a', 'day-2026-11-21', 'b'])
  })

  it('puts an answer after its question, also when others were asked meanwhile', () => {
    const messages = [messageOf('a', 1), messageOf('b', 2), answerOf('to-a', 3, { replyTo: 'a' })]
    expect(inTurns(messages).map((one) => one.id)).toEqual(['a', 'to-a', 'b'])
  })

  it('keeps an answer whose question is on an older page', () => {
    const messages = [answerOf('to-old', 3, { replyTo: 'old' }), messageOf('b', 4)]
    expect(inTurns(messages).map((one) => one.id)).toEqual(['to-old', 'b'])
  })

  it('goes back to no earlier day', () => {
    const messages = [
      messageOf('a', 1, { createdAt: '2026-11-20T23:00:00.000Z' }),
      messageOf('b', 2, { createdAt: '2026-11-20T23:10:00.000Z' }),
      answerOf('to-a', 3, { replyTo: 'a', createdAt: '2026-11-21T00:10:00.000Z' }),
    ]
    expect(keys(messages, undefined, 'UTC')).toEqual(['day-2026-11-20', 'a', 'day-2026-11-21', 'to-a', 'b'])
  })

  it('names the writers once several people write', () => {
    const maria = messageOf('a', 1)
    const jonas = messageOf('b', 2, { userId: 'jonas', authorName: 'Jonas' })
    const more = messageOf('c', 3, { userId: 'jonas', authorName: 'Jonas' })
    const named = (...all: (typeof maria)[]) =>
      rowsOf(all, undefined, 'UTC').flatMap((row) => (row.kind === 'message' ? row.showsAuthor : []))
    expect(named(maria, maria)).toEqual([false, false])
    expect(named(maria, jonas, more)).toEqual([true, true, false])
  })
})

describe('the line above what is new', () => {
  const messages = [
    messageOf('m', 1),
    answerOf('a', 2),
    answerOf('b', 3),
    answerOf('c', 4, { status: 'streaming' }),
  ]

  it('stands above the first answer not read', () => {
    expect(firstUnread(messages, 1)).toBe(3)
    expect(keys(messages, 3, 'UTC')).toEqual(['day-2026-11-20', 'm', 'a', 'unread', 'b', 'c'])
  })

  it('is absent when all is read', () => expect(firstUnread(messages, 0)).toBeUndefined())

  it('stands at the top when there is more new than is loaded', () =>
    expect(firstUnread(messages, 80)).toBe(2))
})
