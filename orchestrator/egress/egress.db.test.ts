// Rules become reach, refusals become requests: over a real database and its NOTIFY, with a runtime that only keeps what it is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { fire } from '#lib/employee/fire.ts'
import { roleByKey } from '#lib/role/roles.ts'
import { allowSite, refuseSite } from '#lib/site/decide-site.ts'
import { forgetSite } from '#lib/site/forget-site.ts'
import { listSites } from '#lib/site/list-sites.ts'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import { openLog } from '#orchestrator/log.ts'
import type { DeskReach, Refusal } from '#orchestrator/runtime/desk-runtime.ts'
import { addCompany } from '#tests/support/company.ts'
import { addDesk, addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { type Egress, startEgress } from './start-egress.ts'

const log = openLog('silent')
const ownSites = roleByKey('executive-assistant')?.sites.toSorted() ?? []

let world: VerbWorld
let hints: HintListener
let owner: Member
let ada: Employee
let hostId: string
let egress: Egress
let told: DeskReach[][]
let refuse: (refusal: Refusal) => void
let isHeld: boolean
let setReach: () => Promise<void>

beforeAll(async () => {
  world = await openVerbWorld()
  hints = listenHints({ databaseUrl: world.databaseUrl, log })
})
afterAll(async () => {
  await hints.close()
  await world.close()
})
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  hostId = await addHost(world.sql)
  ada = await addEmployee(world.sql, owner.companyId, { desk: { host_id: hostId } })
  told = []
  isHeld = true
  setReach = async () => undefined
  egress = start()
  await vi.waitFor(() => expect(told).toHaveLength(1))
})
afterEach(() => egress.stop())

function start() {
  return startEgress({
    hostName: `host-${hostId}`,
    runtime: {
      setReach: async (reach) => {
        await setReach()
        told.push(reach)
      },
      onRefusal: (listener) => {
        refuse = listener
        return () => undefined
      },
    },
    hints,
    mayAct: () => isHeld,
    log,
  })
}

const sitesOfAda = () => told.at(-1)?.find(({ deskId }) => deskId === ada.deskId)?.sites
const becomes = (sites: string[] | undefined) =>
  vi.waitFor(() => expect(sitesOfAda()).toEqual(sites), { timeout: 5000 })

describe('what a desk may open', () => {
  it('is what the role brings along, at once', () => expect(sitesOfAda()).toEqual(ownSites))

  it('follows every decision as soon as it is made', async () => {
    const { rules } = await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    await becomes(['example.org', ...ownSites].sort())
    await refuseSite(owner, { id: ada.employeeId, site: 'bad.example', scope: 'company' })
    await becomes(['!bad.example', 'example.org', ...ownSites].sort())
    await forgetSite(owner, { id: ada.employeeId, ruleId: rules[0]?.id ?? '' })
    await becomes(['!bad.example', ...ownSites].sort())
  })

  it('is not what another company or a colleague may open', async () => {
    const stranger = (await addCompany(world.sql, { planKey: 'studio' })).owner
    const eve = await addEmployee(world.sql, stranger.companyId, { desk: { host_id: hostId } })
    const bob = await addEmployee(world.sql, owner.companyId, { desk: { host_id: hostId } })
    await allowSite(stranger, { id: eve.employeeId, site: 'eve.example', scope: 'company' })
    await allowSite(owner, { id: bob.employeeId, site: 'bob.example' })
    await allowSite(owner, { id: ada.employeeId, site: 'ada.example' })
    await becomes(['ada.example', ...ownSites].sort())
    const of = (employee: Employee) => told.at(-1)?.find(({ deskId }) => deskId === employee.deskId)?.sites
    expect(of(eve)).toEqual(['eve.example', ...ownSites].sort())
    expect(of(bob)).toEqual(['bob.example', ...ownSites].sort())
  })

  it('is nothing where nobody works, on another host, or after a firing', async () => {
    const warm = await addDesk(world.sql, { host_id: hostId })
    const elsewhere = await addEmployee(world.sql, owner.companyId, {
      desk: { host_id: await addHost(world.sql) },
    })
    await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    await becomes(['example.org', ...ownSites].sort())
    expect(told.at(-1)?.map(({ deskId }) => deskId)).toEqual([ada.deskId])
    expect([warm, elsewhere.deskId]).not.toContain(ada.deskId)
    await fire(owner, { id: ada.employeeId })
    await becomes(undefined)
    expect(told.at(-1)).toEqual([])
  })

  it('is not told again when nothing changed', async () => {
    await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    await becomes(['example.org', ...ownSites].sort())
    const times = told.length
    await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    await refuseSite(owner, { id: ada.employeeId, site: 'bad.example' })
    await vi.waitFor(() => expect(told.length).toBe(times + 1))
  })

  it('is told again when telling failed', async () => {
    let failures = 0
    setReach = async () => {
      if (++failures < 2) throw new Error('The gatehouse does not answer')
    }
    await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    await becomes(['example.org', ...ownSites].sort())
    expect(failures).toBe(2)
  })

  it('is the word of whoever holds the host only', async () => {
    await egress.stop()
    isHeld = false
    told.length = 0
    egress = start()
    await allowSite(owner, { id: ada.employeeId, site: 'example.org' })
    isHeld = true
    await becomes(['example.org', ...ownSites].sort())
    expect(told).toHaveLength(1)
  })
})

describe('what a desk asked for in vain', () => {
  const asking = (host: string, more: Partial<Refusal> = {}): Refusal => ({
    deskId: ada.deskId,
    host,
    port: 443,
    why: 'not_allowed',
    at: new Date(),
    ...more,
  })
  const requests = async () => (await listSites(owner, { id: ada.employeeId })).requests

  it('is a request that counts', async () => {
    for (const host of ['docs.example', 'docs.example', 'other.example']) refuse(asking(host))
    await vi.waitFor(async () => expect(await requests()).toHaveLength(2))
    refuse(asking('docs.example', { port: 80 }))
    await vi.waitFor(async () =>
      expect(await requests()).toMatchObject([
        { host: 'docs.example', times: 3, port: 80 },
        { host: 'other.example', times: 1, port: 443 },
      ]),
    )
  })

  it('keeps its reason', async () => {
    refuse(asking('inside.example', { why: 'private_address' }))
    await vi.waitFor(async () => expect(await requests()).toMatchObject([{ why: 'private_address' }]))
  })

  it('is nobody’s where nobody works, and nothing breaks', async () => {
    const warm = await addDesk(world.sql, { host_id: hostId })
    refuse(asking('docs.example', { deskId: warm }))
    refuse(asking('docs.example', { deskId: 'no desk' }))
    refuse(asking('docs.example'))
    await vi.waitFor(async () => expect(await requests()).toMatchObject([{ host: 'docs.example', times: 1 }]))
  })

  it('buries only older ones, however many there are', async () => {
    refuse(asking('first.example'))
    await vi.waitFor(async () => expect(await requests()).toHaveLength(1))
    for (let n = 0; n < 150; n++) refuse(asking(`n${n}.example`))
    await vi.waitFor(async () => expect(await requests()).toHaveLength(100))
    expect((await requests()).map(({ host }) => host)).not.toContain('first.example')
  })

  it('is written before the end', async () => {
    refuse(asking('last.example'))
    await egress.stop()
    expect(await requests()).toMatchObject([{ host: 'last.example' }])
  })
})
