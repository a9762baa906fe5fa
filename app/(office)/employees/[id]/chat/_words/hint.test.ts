import { describe, expect, it } from 'vitest'
import { anEmployee } from '#tests/support/office.tsx'
import { hintInWords } from './hint.ts'

const nobody = { who: 'nobody' } as const
const mira = { who: 'other', memberName: 'Mira', expiresAt: '2026-11-02T09:29:00.000Z' } as const

describe('what is said before a message is sent', () => {
  it.each([
    ['asleep', 'Ada is asleep. Your message wakes Ada in about 9 s.'],
    ['starting', 'Ada is starting. Messages wait and are answered in order.'],
    ['paused', 'Ada is paused. Messages wait until Ada is started.'],
    ['needs_attention', 'Ada needs attention. Messages wait.'],
    ['leaving', 'Ada is leaving and takes no messages. Take Ada back to go on.'],
    ['ready', undefined],
  ] as const)('to one who is %s: %s', (lifecycle, words) => {
    expect(hintInWords(anEmployee({ lifecycle }), nobody)).toBe(words)
  })

  it('promises no time that was never measured', () => {
    const asleep = anEmployee({ lifecycle: 'asleep', desk: { readyAfterMs: null } })
    expect(hintInWords(asleep, nobody)).toBe('Ada is asleep. Your message wakes Ada.')
  })

  it('names whoever drives the desktop, and what waits', () => {
    expect(hintInWords(anEmployee(), mira)).toBe(
      'Mira has control of Ada’s desktop. Messages wait until it is handed back.',
    )
    expect(hintInWords(anEmployee(), { who: 'me', leftMs: 1 })).toMatch(
      /^You have control of Ada’s desktop\./,
    )
  })
})
