import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { readEventsAfter } from '#lib/live/read-events.ts'
import { addCompany, addKey, addMember, insertRow } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { allowSite, refuseSite } from './decide-site.ts'
import { forgetSite } from './forget-site.ts'
import { listSites } from './list-sites.ts'

let world: VerbWorld
let owner: Member
let member: Member
let id: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  member = await addMember(world.sql, owner.companyId, { displayName: 'Mira' })
  id = (await hire(owner, { roleKey: 'software-engineer', name: 'Ada' })).id
})

const decided = async () =>
  (await listSites(owner, { id })).rules.filter(({ scope }) => scope !== 'role').map(({ site }) => site)
const asked = (host: string, why = 'not_allowed') =>
  insertRow(world.sql, 'site_requests', {
    company_id: owner.companyId,
    employee_id: id,
    host,
    port: 443,
    why,
  })

describe('the sites of an employee', () => {
  it('begin with those of the role', async () => {
    const { rules, requests } = await listSites(member, { id })
    expect(rules).toContainEqual(
      expect.objectContaining({ id: null, site: 'github.com', scope: 'role', counts: true }),
    )
    expect(requests).toEqual([])
  })

  it('are allowed by a member, by name and in the audit', async () => {
    const { rules } = await allowSite(member, { id, site: 'https://Example.org/start' })
    expect(rules[0]).toMatchObject({
      site: 'example.org',
      decision: 'allow',
      scope: 'employee',
      decidedBy: 'Mira',
    })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['employee.hired', 'site.allowed'])
  })

  it('are decided again in place of before', async () => {
    await allowSite(member, { id, site: 'example.org' })
    const { rules } = await refuseSite(owner, { id, site: 'example.org' })
    expect(rules.filter(({ site }) => site === 'example.org')).toMatchObject([
      { decision: 'refuse', decidedBy: 'The owner' },
    ])
  })

  it('may be refused although the role brings them along', async () => {
    const { rules } = await refuseSite(member, { id, site: 'github.com' })
    expect(rules.filter(({ site }) => site === 'github.com')).toMatchObject([
      { scope: 'employee', decision: 'refuse', counts: true },
      { scope: 'role', decision: 'allow', counts: false },
    ])
  })

  it('are decided by a key without a name', async () => {
    const key = await addKey(world.sql, owner.companyId)
    expect((await allowSite(key, { id, site: 'example.org' })).rules[0]).toMatchObject({ decidedBy: null })
  })

  it('are forgotten as if nobody had decided, and only once', async () => {
    const { rules } = await allowSite(member, { id, site: 'example.org' })
    const ruleId = rules[0]?.id ?? ''
    expect((await forgetSite(member, { id, ruleId })).rules.filter(({ scope }) => scope !== 'role')).toEqual(
      [],
    )
    expect(await outcome(() => forgetSite(member, { id, ruleId }))).toBe('not_found')
    expect((await auditOf(world.sql, owner.companyId)).at(-1)).toBe('site.forgotten')
  })

  it.each(['10.0.0.1', 'localhost', 'user@example.org'])(
    'are not "%s", and nothing changes',
    async (site) => {
      expect(await outcome(() => allowSite(owner, { id, site }))).toBe('invalid')
      expect(await decided()).toEqual([])
      expect(await auditOf(world.sql, owner.companyId)).toEqual(['employee.hired'])
    },
  )

  it('have an end', async () => {
    await world.sql.query(
      `insert into site_rules (company_id, employee_id, site, decision)
       select $1, $2, 'n' || n || '.example.org', 'allow' from generate_series(1, 300) n`,
      [owner.companyId, id],
    )
    expect(await outcome(() => allowSite(owner, { id, site: 'one.more.example' }))).toBe('limit_reached')
    expect(await outcome(() => allowSite(owner, { id, site: 'one.more.example', scope: 'company' }))).toBe(
      'done',
    )
  })
})

describe('for the whole company', () => {
  it('a site is allowed once, and every employee has it', async () => {
    const other = await hire(owner, { roleKey: 'researcher', name: 'Bob' })
    await allowSite(owner, { id, site: 'wiki.example', scope: 'company' })
    await allowSite(owner, { id: other.id, site: 'wiki.example', scope: 'company' })
    const { rules } = await listSites(owner, { id: other.id })
    expect(rules.filter(({ site }) => site === 'wiki.example')).toMatchObject([
      { scope: 'company', counts: true },
    ])
  })

  it('only those who manage it decide and forget', async () => {
    const input = { id, site: 'wiki.example', scope: 'company' } as const
    expect(await outcome(() => allowSite(member, input))).toBe('not_allowed')
    const { rules } = await allowSite(owner, input)
    expect(await outcome(() => forgetSite(member, { id, ruleId: rules[0]?.id ?? '' }))).toBe('not_allowed')
    expect(await decided()).toEqual(['wiki.example'])
  })
})

describe('every site at once', () => {
  it('is for an owner or an admin only', async () => {
    const admin = await addMember(world.sql, owner.companyId, { role: 'admin' })
    const key = await addKey(world.sql, owner.companyId)
    expect(await outcome(() => allowSite(member, { id, site: '*' }))).toBe('not_allowed')
    expect(await outcome(() => allowSite(key, { id, site: '*' }))).toBe('not_allowed')
    expect(await decided()).toEqual([])
    expect(await outcome(() => allowSite(admin, { id, site: '*' }))).toBe('done')
  })
})

describe('what was asked for in vain', () => {
  it('is listed until it is decided', async () => {
    await asked('docs.example.org')
    await asked('other.example')
    expect((await listSites(member, { id })).requests).toHaveLength(2)
    const { requests } = await allowSite(member, { id, site: '*.example.org' })
    expect(requests).toMatchObject([{ host: 'other.example', why: 'not_allowed', times: 1 }])
    expect((await refuseSite(member, { id, site: 'other.example' })).requests).toEqual([])
  })

  it('stays listed where allowing it would not help', async () => {
    await asked('inside.example', 'private_address')
    expect((await allowSite(member, { id, site: 'inside.example' })).requests).toHaveLength(1)
  })
})

describe('another company', () => {
  it('sees and changes nothing, and its rules are nobody’s here', async () => {
    const stranger = (await addCompany(world.sql, { planKey: 'studio' })).owner
    const { rules } = await allowSite(owner, { id, site: 'example.org' })
    const ruleId = rules[0]?.id ?? ''
    const theirs = (await hire(stranger, { roleKey: 'researcher', name: 'Eve' })).id
    expect(await outcome(() => listSites(stranger, { id }))).toBe('not_found')
    expect(await outcome(() => allowSite(stranger, { id, site: 'evil.example' }))).toBe('not_found')
    expect(await outcome(() => forgetSite(stranger, { id, ruleId }))).toBe('not_found')
    expect(await outcome(() => forgetSite(stranger, { id: theirs, ruleId }))).toBe('not_found')
    expect(await outcome(() => forgetSite(owner, { id, ruleId: randomUUID() }))).toBe('not_found')
    expect(await decided()).toEqual(['example.org'])
  })

  it('has employees whose rules are not forgotten through a colleague', async () => {
    const colleague = (await hire(owner, { roleKey: 'researcher', name: 'Bob' })).id
    const ruleId = (await allowSite(owner, { id, site: 'example.org' })).rules[0]?.id ?? ''
    expect(await outcome(() => forgetSite(owner, { id: colleague, ruleId }))).toBe('not_found')
  })
})

describe('pages', () => {
  it('are told of every decision and every request', async () => {
    const kinds = async () =>
      (await readEventsAfter(owner.companyId, 0)).events.flatMap(({ event }) =>
        event.event === 'site' ? [event.data] : [],
      )
    expect(await kinds()).toEqual([])
    await asked('docs.example.org')
    expect(await kinds()).toEqual([{ employeeId: id }])
    await allowSite(owner, { id, site: 'wiki.example', scope: 'company' })
    expect(await kinds()).toEqual([{ employeeId: id }, { employeeId: null }])
  })
})
