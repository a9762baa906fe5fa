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

  it('leaves nothing out that it does not know, and minds no odd details', () => {
    expect(say('moon.landed', { on: 'Tuesday' })).toBe('moon.landed')
    expect(say('employee.fired', 'not an object')).toContain('Fired')
  })

  it('names keys, the operator and the product itself', () => {
    expect(actorInWords({ actorKind: 'api_key', actorName: 'Importer' })).toBe('Key Importer')
    expect(actorInWords({ actorKind: 'system', actorName: '' })).toBe('Deskhand')
    expect(actorInWords({ actorKind: 'member', actorName: '' })).toBe('A former member')
  })
})
