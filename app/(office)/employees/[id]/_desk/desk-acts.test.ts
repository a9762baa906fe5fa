import { describe, expect, it } from 'vitest'
import { undoDays } from '#lib/employee/fire.ts'
import { lifecycles } from '#lib/wire/employee.ts'
import { deskActs } from './desk-acts.ts'
import { questions } from './questions.ts'

const verbs = (lifecycle: (typeof lifecycles)[number], isManager = true) =>
  deskActs({ lifecycle, desk: { isSeatless: false } }, isManager).map((act) => act.verb)

describe('what can be done with a desk', () => {
  it('offers to start what rests and to pause what runs', () => {
    expect(verbs('paused')).toContain('start')
    expect(verbs('paused')).not.toContain('pause')
    expect(verbs('ready')).toContain('pause')
    expect(verbs('ready')).not.toContain('start')
  })

  it('offers firing to owners and admins only', () => {
    for (const lifecycle of lifecycles) expect(verbs(lifecycle, false)).not.toContain('fire')
    expect(verbs('ready')).toContain('fire')
  })

  it('offers nothing but taking back to somebody who leaves', () => {
    expect(verbs('leaving')).toEqual(['takeBack'])
    expect(verbs('leaving', false)).toEqual([])
  })

  it('says what is kept before everything that interrupts', () => {
    for (const verb of ['pause', 'restart', 'provision'] as const) {
      expect(questions[verb]?.('Ada').description).toMatch(/are kept/)
    }
    expect(questions.fire?.('Ada').description).toContain(`${undoDays} days`)
  })
})
