import { describe, expect, it } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import { anEmployee } from '#tests/support/office.tsx'
import { placeOf } from './place-of.ts'

const place = (lifecycle: Employee['lifecycle'], desk: Partial<Employee['desk']> = {}) =>
  placeOf(anEmployee({ lifecycle, desk }))

describe('where the desktop would be', () => {
  it('is nothing else while the desk is ready', () => {
    expect(place('ready')).toBeUndefined()
  })

  it.each([
    ['asleep', 'Ada is asleep.', 'Ada wakes in about 9 s.', 'Wake Ada'],
    ['starting', 'Ada is starting.', 'The desktop shows up by itself in about 9 s.', undefined],
    ['paused', 'Ada is paused.', 'until somebody starts Ada again', 'Start Ada'],
    ['needs_attention', 'Ada needs attention.', 'The desk stopped and did not come back.', 'Try again'],
    ['leaving', 'Ada is leaving.', 'As long as Ada can be taken back', undefined],
  ] as const)('of somebody who is %s says: %s', (lifecycle, title, text, act) => {
    const found = place(lifecycle)
    expect(found?.title).toBe(title)
    expect(found?.text).toContain(text)
    expect(found?.act?.label).toBe(act)
  })

  it.each(['asleep', 'paused', 'needs_attention'] as const)(
    'of somebody without a seat (%s) says that, and offers no start that would be refused',
    (lifecycle) => {
      const found = place(lifecycle, { isSeatless: true })
      expect(found?.title).toBe('Ada rests without a seat.')
      expect(found?.act).toBeUndefined()
    },
  )

  it('promises no time that was never measured', () => {
    expect(place('asleep', { readyAfterMs: null })?.text).toBe('The desk is off; files and memory are kept.')
    expect(place('starting', { readyAfterMs: null })?.text).not.toContain('about')
  })

  it('names the step of a start and since when', () => {
    const starting = place('starting', {
      phase: 'starting_gateway',
      phaseStartedAt: '2026-11-02T09:00:00.000Z',
    })
    expect(starting?.text).toMatch(/^Starting the gateway\./)
    expect(starting?.since).toBe('2026-11-02T09:00:00.000Z')
  })

  it('says the true reason of a failure and what to do', () => {
    const error = { code: 'home_full', text: 'The home is full.', action: 'Remove files.' }
    expect(place('needs_attention', { error })?.text).toBe('The home is full. Remove files.')
  })

  it.each(['ready', 'asleep', 'paused'] as const)(
    'offers nothing to a desk without one (%s)',
    (lifecycle) => {
      const found = place(lifecycle, { runtime: 'process', hasDesktop: false })
      expect(found?.title).toBe('This desk has no desktop.')
      expect(found?.text).toContain('npm start -- --runtime docker')
      expect(found?.act).toBeUndefined()
    },
  )

  it('does not judge a desk that has no place yet', () => {
    expect(place('starting', { runtime: null, hasDesktop: false })?.title).toBe('Ada is starting.')
  })
})
