import { expect, it } from 'vitest'
import { noticeOf } from './notice.ts'

it('says what brought somebody back, in our own words', () => {
  expect(noticeOf({ problem: 'google-denied' })?.title).toMatch(/Google/)
  expect(noticeOf({ ended: 'everywhere' })?.title).toBe('You are signed out everywhere')
})

it.each([
  {},
  { problem: '<b>pay here</b>' },
  { problem: 'constructor' },
  { problem: '__proto__' },
  { problem: ['google-denied'] },
])('says nothing for %j', (query) => {
  expect(noticeOf(query)).toBeUndefined()
})
