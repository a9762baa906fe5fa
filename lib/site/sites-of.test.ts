import { describe, expect, it } from 'vitest'
import { roles } from '#lib/role/roles.ts'
import { parseSite } from './parse-site.ts'
import { decisionOn, type SiteRule, sitesOf, standingRules } from './sites-of.ts'

const role = { sites: ['role.example', 'both.example'] }
const company = (site: string, decision: SiteRule['decision']): SiteRule => ({
  site,
  decision,
  employeeId: null,
})
const own = (site: string, decision: SiteRule['decision']): SiteRule => ({
  site,
  decision,
  employeeId: 'ada',
})

describe('what an employee may open', () => {
  it('is what the role brings along when nobody decided', () => {
    expect(sitesOf(role, [])).toEqual(['both.example', 'role.example'])
  })

  it('grows by what was allowed for them and for everybody', () => {
    expect(sitesOf(role, [company('*.all.example', 'allow'), own('own.example', 'allow')])).toEqual([
      '*.all.example',
      'both.example',
      'own.example',
      'role.example',
    ])
  })

  it('shrinks by what was refused, the role’s own too', () => {
    expect(sitesOf(role, [company('role.example', 'refuse')])).toEqual(['!role.example', 'both.example'])
  })

  it.each([
    ['allow', 'refuse', ['!x.example']],
    ['refuse', 'allow', ['x.example']],
  ] as const)('follows the word about the employee: company %s, employee %s', (all, one, sites) => {
    const rules = [company('x.example', all), own('x.example', one)]
    expect(sitesOf({ sites: [] }, rules)).toEqual(sites)
    expect(sitesOf({ sites: [] }, rules.toReversed())).toEqual(sites)
  })
})

describe('the closest rule decides', () => {
  const rules = standingRules({ sites: ['*.example.org'] }, [
    own('*', 'allow'),
    company('*.bad.example.org', 'refuse'),
    own('good.bad.example.org', 'allow'),
    company('news.example', 'refuse'),
  ])
  it.each([
    ['example.org', 'allow'],
    ['www.example.org', 'allow'],
    ['bad.example.org', 'refuse'],
    ['very.bad.example.org', 'refuse'],
    ['good.bad.example.org', 'allow'],
    ['news.example', 'refuse'],
    ['www.news.example', 'allow'],
    ['anything.else', 'allow'],
  ])('%s: %s', (host, decision) => expect(decisionOn(rules, host)).toBe(decision))

  it('and where nothing fits, nobody has decided', () => {
    const few = standingRules({ sites: ['*.example.org'] }, [])
    for (const host of ['example.com', 'badexample.org', 'example.org.evil.example', 'org']) {
      expect(decisionOn(few, host)).toBeUndefined()
    }
  })
})

describe.each(roles.map(({ key, sites }) => [key, sites] as const))('the sites of a %s', (_, sites) => {
  it('are few, well written, different and never all of them', () => {
    expect(sites.map(parseSite)).toEqual(sites)
    expect(new Set(sites).size).toBe(sites.length)
    expect(sites.length).toBeLessThanOrEqual(12)
    expect(sites).not.toContain('*')
  })
})
