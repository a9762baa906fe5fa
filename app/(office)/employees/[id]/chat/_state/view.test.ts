import { describe, expect, it } from 'vitest'
import { answerOf, messageOf } from '../_testing/message.ts'
import { answered, heard, refreshed, viewOf, withOlder, without } from './view.ts'

const ids = (view: { messages: readonly { id: string }[] }) => view.messages.map((one) => one.id)
const page = (items: ReturnType<typeof messageOf>[], hasMore = false) => ({ items, hasMore })

describe('the window on a conversation', () => {
  it('takes older pages at its beginning, each message once', () => {
    const view = withOlder(
      viewOf(page([messageOf('c', 3)], true)),
      page([messageOf('a', 1), messageOf('c', 3)]),
    )
    expect(ids(view)).toEqual(['a', 'c'])
    expect(view.hasOlder).toBe(false)
  })

  it('does not take in a single message from before its beginning', () => {
    const view = viewOf(page([messageOf('c', 3)], true))
    expect(heard(view, { event: 'message', data: messageOf('a', 1) }, 'c')).toBe(view)
  })

  it('believes the stream rather than the answer of a request that was slower', () => {
    const view = viewOf(page([messageOf('a', 1, { status: 'delivered' })]))
    expect(answered(view, messageOf('a', 1, { status: 'queued' })).messages[0]?.status).toBe('delivered')
  })

  it('lets go of what gave way', () => {
    const view = viewOf(page([messageOf('a', 1), messageOf('b', 2)]))
    expect(ids(without(view, (one) => one.seq >= 2))).toEqual(['a'])
  })
})

describe('reading anew', () => {
  it('keeps older pages that join on, and what was heard meanwhile', () => {
    const view = viewOf(page([messageOf('a', 1), messageOf('b', 2), messageOf('d', 4)], true))
    const fresh = refreshed(view, page([messageOf('b', 2), messageOf('c', 3)], true))
    expect(ids(fresh)).toEqual(['a', 'b', 'c', 'd'])
    expect(fresh.hasOlder).toBe(true)
    expect(fresh.isStale).toBe(false)
  })

  it('drops older pages when there is a gap to them', () => {
    const view = viewOf(page([messageOf('a', 1)]))
    const fresh = refreshed(view, page([messageOf('x', 90), messageOf('y', 91)], true))
    expect(ids(fresh)).toEqual(['x', 'y'])
    expect(fresh.hasOlder).toBe(true)
  })

  it('drops what was superseded', () => {
    const view = viewOf(page([messageOf('a', 1), messageOf('b', 2), messageOf('c', 3)]))
    expect(ids(refreshed(view, page([messageOf('a', 1), messageOf('c', 3)])))).toEqual(['a', 'c'])
  })

  it('takes back no words that were heard while the page travelled', () => {
    const growing = (text: string) => answerOf('a', 1, { status: 'streaming', text })
    expect(
      refreshed(viewOf(page([growing('Hello there')])), page([growing('Hello')])).messages[0]?.text,
    ).toBe('Hello there')
    const ended = answerOf('a', 1, { text: 'Done' })
    expect(refreshed(viewOf(page([ended])), page([growing('Hello there')])).messages[0]?.text).toBe('Done')
  })

  it('of an emptied conversation is empty', () => {
    expect(ids(refreshed(viewOf(page([messageOf('a', 1)])), page([])))).toEqual([])
  })
})
