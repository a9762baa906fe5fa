import { describe, expect, it } from 'vitest'
import { actorInWords, auditInWords } from './audit-in-words.ts'

const say = (action: string, details: unknown = {}, subjectId: string | null = null) =>
  auditInWords({ action, details, subjectId }, { 'id-of-ada': 'Ada' })

describe('the audit trail in words', () => {
  it('says who was hired, what was changed, and for whom', () => {
    expect(say('employee.hired', { name: 'Ada', role: 'researcher' })).toBe('Hired Ada as researcher')
    expect(say('employee.changed', { fields: ['toneKey', 'name'] }, 'id-of-ada')).toBe(
      'Changed Ada’s tone key, name',
    )
    expect(say('employee.paused', {}, 'somebody-gone')).toBe('Paused an employee')
  })

  it('says who lost their seat, and who has one again', () => {
    expect(say('employee.seat_lost', {}, 'id-of-ada')).toBe('No seat was left for Ada, who rests')
    expect(say('employee.seat_returned', {}, 'id-of-ada')).toBe('There is a seat for Ada again')
  })

  it('says which sites were opened and closed, and to whom', () => {
    const site = 'example.org'
    expect(say('site.allowed', { site, scope: 'employee' }, 'id-of-ada')).toBe('Allowed example.org for Ada')
    expect(say('site.refused', { site, scope: 'company' }, 'company')).toBe(
      'Refused example.org for everybody',
    )
    expect(say('site.allowed', { site: '*', scope: 'employee' }, 'id-of-ada')).toBe(
      'Allowed every site for Ada',
    )
    expect(say('site.forgotten', { site, scope: 'employee' }, 'id-of-ada')).toMatch(
      /^Took back .* example\.org for Ada$/,
    )
  })

  it('says what was done with money', () => {
    const two = { plan: 'studio', seats: 2 }
    expect(say('billing.checkout_started', two)).toBe('Went to pay for Studio with 2 seats')
    expect(say('billing.change_asked', { from: { plan: 'solo', seats: 1 }, to: two })).toBe(
      'Changed the subscription to Studio with 2 seats, before Solo with 1 seat',
    )
    const raised = { fromMicros: 5_000_000, toMicros: 7_500_000 }
    expect(say('allowance.changed', { scope: 'employee', ...raised }, 'id-of-ada')).toBe(
      'Set the allowance of Ada to $7.50, before $5.00',
    )
    expect(say('allowance.changed', { scope: 'company', ...raised })).toMatch(
      /^Set the allowance of the company /,
    )
    expect(say('trial.refused', { plan: 'solo', why: 'had_one' })).toBe(
      'Asked for a trial of Solo; there was none to have',
    )
  })

  it('says who drove a desktop', () => {
    expect(say('desktop.control_taken', { name: 'Ada' }, 'id-of-ada')).toBe('Took control of Ada’s desktop')
    expect(say('desktop.control_taken_over', { fromMemberName: 'Mira' }, 'id-of-ada')).toBe(
      'Took control of Ada’s desktop over from Mira',
    )
    expect(say('desktop.control_handed_back', {}, 'id-of-ada')).toBe('Handed back control of Ada’s desktop')
    expect(say('desktop.control_expired', { memberName: 'Mira' }, 'id-of-ada')).toBe(
      'Control of Ada’s desktop ran out; Mira had it',
    )
    expect(say('desktop.control_expired', {}, 'gone')).toBe('Control of an employee’s desktop ran out')
  })

  it('leaves nothing out that it does not know, and minds no odd details', () => {
    expect(say('moon.landed', { on: 'Tuesday' })).toBe('moon.landed')
    expect(say('employee.fired', 'not an object')).toContain('Fired')
  })

  it('says what support did, and why', () => {
    expect(say('support.trial_extended', { days: 7, reason: 'Was ill' })).toBe(
      'Extended the trial by 7 days: “Was ill”',
    )
    expect(say('support.allowance_granted', { toMicros: 12_500_000 })).toBe(
      'Set the extra allowance to $12.50 a month',
    )
  })

  it('names keys, the operator and the product itself', () => {
    expect(actorInWords({ actorKind: 'operator', actorName: '' })).toBe('Deskhand support')
    expect(actorInWords({ actorKind: 'api_key', actorName: 'Importer' })).toBe('Key Importer')
    expect(actorInWords({ actorKind: 'system', actorName: '' })).toBe('Deskhand')
    expect(actorInWords({ actorKind: 'member', actorName: '' })).toBe('A former member')
  })
})
