// The sites of an employee over REST: what a key with each scope may decide.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { siteList } from '#lib/wire/site.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key
let path: string

beforeAll(async () => {
  rest = await openRest()
})
afterAll(() => rest.close())
beforeEach(async () => {
  owner = (await addCompany(rest.sql, { planKey: 'studio' })).owner
  key = await keyOf(owner, ['read', 'write'])
  path = `/employees/${(await addEmployee(rest.sql, owner.companyId)).employeeId}/sites`
})

async function sites(method: string, body?: unknown, at = path) {
  const response = await call(method, at, { key, ...(body ? { body } : {}) })
  return { status: response.status, answer: await response.json() }
}
const decided = (answer: unknown) => siteList.parse(answer).rules.filter(({ scope }) => scope !== 'role')

describe('sites', () => {
  it('are listed, allowed, refused and forgotten', async () => {
    expect(decided((await sites('GET')).answer)).toEqual([])
    const allowed = await sites('POST', { site: 'https://docs.example.org/start' })
    expect(allowed.status).toBe(200)
    expect(decided(allowed.answer)).toMatchObject([
      { site: 'docs.example.org', decision: 'allow', scope: 'employee', decidedBy: null },
    ])
    const refused = await sites('POST', { site: 'docs.example.org', decision: 'refuse' })
    const [rule] = decided(refused.answer)
    expect(rule).toMatchObject({ decision: 'refuse' })
    expect(decided((await sites('DELETE', undefined, `${path}/${rule?.id}`)).answer)).toEqual([])
    expect((await sites('DELETE', undefined, `${path}/${rule?.id}`)).status).toBe(404)
  })

  it.each(['*.com', '10.0.0.1', 'localhost', 'example.org:8080', ''])(
    '"%s" is none, and the field is named',
    async (site) => {
      const { status, answer } = await sites('POST', { site })
      expect([status, Object.keys(answer.fields)]).toEqual([400, ['site']])
    },
  )

  it('for everybody, or all at once, need a key that may manage', async () => {
    expect((await sites('POST', { site: 'example.org', scope: 'company' })).status).toBe(403)
    expect((await sites('POST', { site: '*' })).status).toBe(403)
    key = await keyOf(owner, ['write', 'admin'])
    expect((await sites('POST', { site: 'example.org', scope: 'company' })).status).toBe(200)
    expect(decided((await sites('POST', { site: '*' })).answer)).toHaveLength(2)
  })

  it('are decided once for each Idempotency-Key', async () => {
    const options = { key, body: { site: 'example.org' }, headers: { 'idempotency-key': 'the-same' } }
    const first = await (await call('POST', path, options)).json()
    expect(decided(first)).toMatchObject([{ site: 'example.org', decision: 'allow' }])
    await sites('POST', { site: 'example.org', decision: 'refuse' })
    expect(await (await call('POST', path, options)).json()).toEqual(first)
    expect(decided((await sites('GET')).answer)).toMatchObject([{ decision: 'refuse' }])
  })
})
