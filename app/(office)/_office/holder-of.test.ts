import { describe, expect, it } from 'vitest'
import { holderOf, leftInWords } from './holder-of.ts'

const now = Date.parse('2026-11-02T09:20:00.000Z')
const control = {
  userId: 'mira',
  memberName: 'Mira',
  takenAt: '2026-11-02T09:15:00.000Z',
  expiresAt: '2026-11-02T09:25:00.000Z',
}

describe('who has control', () => {
  it('is nobody, me or somebody else', () => {
    expect(holderOf(null, 'me', now)).toEqual({ who: 'nobody' })
    expect(holderOf(control, 'mira', now)).toEqual({ who: 'me', leftMs: 300_000 })
    expect(holderOf(control, 'me', now)).toEqual({
      who: 'other',
      memberName: 'Mira',
      expiresAt: control.expiresAt,
    })
  })

  it('is nobody once the time is over, whoever had it', () => {
    const later = Date.parse(control.expiresAt)
    expect(holderOf(control, 'mira', later)).toEqual({ who: 'nobody' })
    expect(holderOf(control, 'me', later + 1)).toEqual({ who: 'nobody' })
  })

  it('is a colleague when the name is not known', () => {
    expect(holderOf({ ...control, memberName: '' }, 'me', now)).toMatchObject({ memberName: 'A colleague' })
  })
})

describe('the time that is left', () => {
  it.each([
    [600_000, '10 min'],
    [540_500, '9 min'],
    [61_000, '1 min'],
    [60_000, '60 s'],
    [900, '1 s'],
  ])('%d ms are %s', (ms, words) => {
    expect(leftInWords(ms)).toBe(words)
  })
})
