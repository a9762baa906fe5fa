import { describe, expect, it } from 'vitest'
import { closeCodes } from '#lib/wire/desktop.ts'
import { type End, endInWords, endOf } from './end-of.ts'

describe('the end of a connection', () => {
  it.each([
    ['nobody touched it', closeCodes.idle, 'idle', 'idle'],
    ['too many watch', closeCodes.tooMany, '', 'too_many'],
    ['a firing', closeCodes.revoked, 'fired', 'fired'],
    ['a removal', closeCodes.revoked, 'removed', 'removed'],
    ['no plan', closeCodes.revoked, 'unpaid', 'unpaid'],
  ])('by %s waits for a person', (_, code, reason, end) => {
    expect(endOf({ code, reason })).toBe(end)
  })

  it.each([
    ['a broken line', 1006, ''],
    ['a restart of the edge', 1001, ''],
    ['a desk that stopped', closeCodes.deskEnded, ''],
    ['a session that is over', closeCodes.revoked, 'ended'],
    ['a sign-out on another device', closeCodes.revoked, 'signed_out'],
    ['a reader that is too slow', closeCodes.tooSlow, ''],
  ])('by %s is tried again', (_, code, reason) => {
    expect(endOf({ code, reason })).toBeUndefined()
  })
})

describe('the words of an end', () => {
  const all = ['hidden', 'idle', 'too_many', 'cookies', 'signed_out', 'fired', 'removed', 'unpaid'] as const

  it.each(all)('%s: what happened, and what to do', (end) => {
    const { title, text } = endInWords(end, 'Ada')
    expect(title).toMatch(/\.$/)
    expect(text.length).toBeGreaterThan(40)
  })

  it.each([
    ['hidden', 'Watch again'],
    ['cookies', 'Try again'],
    ['fired', undefined],
    ['signed_out', undefined],
  ] as [End, string | undefined][])('%s offers %s', (end, action) => {
    expect(endInWords(end, 'Ada').action).toBe(action)
  })

  it('are those of the refusal', () => {
    expect(endInWords({ words: 'Choose a plan to see desktops.' }, 'Ada').text).toBe(
      'Choose a plan to see desktops.',
    )
  })
})
