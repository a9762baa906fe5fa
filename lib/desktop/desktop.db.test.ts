import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { fire } from '#lib/employee/fire.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { addCompany, addKey, addMember } from '#tests/support/company.ts'
import { addHost } from '#tests/support/employee.ts'
import { addSeenDesk, type SeenDesk } from '#tests/support/seen-desk.ts'
import { letStand } from '#tests/support/standings.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { handBack, takeControl } from './control.ts'
import { deskToPicture } from './desk-to-picture.ts'
import { leaveDesktops } from './leave-desktops.ts'
import { openDesktop } from './open-desktop.ts'
import { readTicket } from './ticket.ts'

const hosts = { hostsUrl: 'http://*.desk.localhost:3009', ticketSecret: 't'.repeat(32) }

let world: VerbWorld
let desk: SeenDesk
let owner: Member
let mira: Member
let jun: Member
let id: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  desk = await addSeenDesk(world.sql)
  owner = desk.company.owner
  id = desk.employeeId
  mira = await addMember(world.sql, owner.companyId, { displayName: 'Mira' })
  jun = await addMember(world.sql, owner.companyId, { displayName: 'Jun' })
})

const change = (columns: string) =>
  world.sql.query(`update desks set ${columns} where id = $1`, [desk.deskId])
const passTime = (minutes: number) =>
  world.sql.query(
    `update control_leases set taken_at = taken_at - make_interval(mins => $2),
      expires_at = expires_at - make_interval(mins => $2) where desk_id = $1`,
    [desk.deskId, minutes],
  )
const words = (work: () => Promise<unknown>) =>
  work().then(
    () => 'done',
    (error: Error) => error.message,
  )

describe('opening a desktop', () => {
  it('gives a ticket for a minute, for this person, desk and host', async () => {
    const opened = await openDesktop(mira, { id }, hosts)
    const { rows } = await world.sql.query<{ host_label: string }>(
      'select host_label from desks where id = $1',
      [desk.deskId],
    )
    const label = rows[0]?.host_label
    expect(opened).toMatchObject({
      state: 'open',
      url: `http://${label}.desk.localhost:3009`,
      mayControl: true,
    })
    const claims = readTicket(hosts.ticketSecret, opened.ticket ?? '')
    expect(claims).toMatchObject({
      aud: `${label}.desk.localhost:3009`,
      userId: mira.userId,
      companyId: mira.companyId,
      employeeId: id,
      deskId: desk.deskId,
      right: 'control',
    })
    expect((claims?.exp ?? 0) - Date.now()).toBeGreaterThan(50_000)
    expect((claims?.exp ?? 0) - Date.now()).toBeLessThanOrEqual(61_000)
  })

  it('gives another ticket each time', async () => {
    const [one, two] = await Promise.all([openDesktop(mira, { id }, hosts), openDesktop(mira, { id }, hosts)])
    expect(one.ticket).not.toBe(two.ticket)
  })

  it('wakes somebody who is asleep, and says so', async () => {
    await change(`desired_state = 'asleep', observed_state = 'stopped', ready_after_ms = 8400`)
    expect(await openDesktop(mira, { id }, hosts)).toMatchObject({
      state: 'waking',
      ticket: null,
      url: null,
      usualWakeMs: 8400,
      detail: 'Ada was asleep and is waking up. The desktop can be seen in about 8 s.',
    })
    expect(await readEmployee(mira, { id })).toMatchObject({ lifecycle: 'starting' })
  })

  it.each([
    ['starting', `observed_state = 'starting'`, /is starting/],
    ['paused', `desired_state = 'stopped'`, /is paused/],
    [
      'failed',
      `observed_state = 'failed', observed_failure = '{"code":"x","text":"It broke.","action":"Try."}'`,
      /It broke\. Try\./,
    ],
  ])('is refused with words while the desk is %s', async (_, columns, expected) => {
    await change(columns)
    expect(await outcome(() => openDesktop(mira, { id }, hosts))).toBe('conflict')
    expect(await words(() => openDesktop(mira, { id }, hosts))).toMatch(expected)
    expect(await outcome(() => deskToPicture(mira, { id }))).toBe('conflict')
  })

  it('is refused where desks have no desktop', async () => {
    await change(`host_id = '${await addHost(world.sql, { runtime: 'process' })}'`)
    expect(await words(() => openDesktop(mira, { id }, hosts))).toMatch(/has no desktop/)
    expect(await outcome(() => takeControl(mira, { id }))).toBe('conflict')
  })

  it('is refused of somebody who was fired', async () => {
    await fire(owner, { id })
    expect(await words(() => openDesktop(mira, { id }, hosts))).toMatch(/is leaving/)
  })

  it('needs a plan', async () => {
    await letStand(world.sql, owner.companyId, 'looking')
    expect(await outcome(() => openDesktop(mira, { id }, hosts))).toBe('payment_required')
    expect(await outcome(() => takeControl(mira, { id }))).toBe('payment_required')
  })

  it('is for people of the company: strangers find nobody, keys have no desktop', async () => {
    const { owner: stranger } = await addCompany(world.sql, { planKey: 'studio' })
    const key = await addKey(world.sql, owner.companyId)
    for (const verb of [
      (caller: Member | typeof key) => openDesktop(caller, { id }, hosts),
      (caller: Member | typeof key) => takeControl(caller, { id }),
      (caller: Member | typeof key) => handBack(caller, { id }),
      (caller: Member | typeof key) => deskToPicture(caller, { id }),
    ]) {
      expect(await outcome(() => verb(mira))).toBe('done')
      expect(await outcome(() => verb(stranger))).toBe('not_found')
      expect(await outcome(() => verb(key))).toBe('not_allowed')
    }
  })
})

describe('control', () => {
  it('is one person’s for ten minutes, shown to everyone and in the audit', async () => {
    const { control } = await takeControl(mira, { id })
    expect(control).toMatchObject({ userId: mira.userId, memberName: 'Mira' })
    const lasts = Date.parse(control?.expiresAt ?? '') - Date.parse(control?.takenAt ?? '')
    expect(Math.round(lasts / 1000)).toBe(600)
    expect(await readEmployee(jun, { id })).toMatchObject({ control: { memberName: 'Mira' } })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['desktop.control_taken'])
  })

  it('goes to one of many who ask at the same time', async () => {
    const others: Member[] = []
    while (others.length < 6) others.push(await addMember(world.sql, owner.companyId))
    const came = await outcomes(others.map((one) => () => takeControl(one, { id })))
    expect(came).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'conflict', 'done'])
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['desktop.control_taken'])
  })

  it('is prolonged by whoever has it, without another line in the audit', async () => {
    const first = await takeControl(mira, { id })
    await passTime(5)
    const again = await takeControl(mira, { id })
    expect(Date.parse(again.control?.expiresAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first.control?.expiresAt ?? ''),
    )
    expect(Date.parse(again.control?.takenAt ?? '')).toBeLessThan(Date.parse(first.control?.takenAt ?? ''))
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['desktop.control_taken'])
  })

  it('is refused to another member while it lasts, with a name', async () => {
    await takeControl(mira, { id })
    expect(await outcome(() => takeControl(jun, { id }))).toBe('conflict')
    expect(await words(() => takeControl(jun, { id }))).toMatch(/^Mira has control of Ada's desktop/)
  })

  it('is another’s after it was handed back', async () => {
    await takeControl(mira, { id })
    expect(await handBack(mira, { id })).toMatchObject({ control: null })
    expect(await takeControl(jun, { id })).toMatchObject({ control: { memberName: 'Jun' } })
    expect(await auditOf(world.sql, owner.companyId)).toEqual([
      'desktop.control_taken',
      'desktop.control_handed_back',
      'desktop.control_taken',
    ])
  })

  it('is another’s after it ran out, and the audit says that it did', async () => {
    await takeControl(mira, { id })
    await passTime(11)
    expect(await readEmployee(jun, { id })).toMatchObject({ control: null })
    expect(await takeControl(jun, { id })).toMatchObject({ control: { memberName: 'Jun' } })
    expect(await auditOf(world.sql, owner.companyId)).toEqual([
      'desktop.control_taken',
      'desktop.control_expired',
      'desktop.control_taken',
    ])
  })

  it('is handed back by nobody but whoever has it', async () => {
    await takeControl(mira, { id })
    expect(await handBack(jun, { id })).toMatchObject({ control: { memberName: 'Mira' } })
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['desktop.control_taken'])
  })

  it('is taken over by an owner or an admin who says so, and by no member', async () => {
    const admin = await addMember(world.sql, owner.companyId, { role: 'admin' })
    await takeControl(mira, { id })
    expect(await outcome(() => takeControl(jun, { id, takeOver: true }))).toBe('not_allowed')
    expect(await outcome(() => takeControl(owner, { id }))).toBe('conflict')
    expect(await takeControl(owner, { id, takeOver: true })).toMatchObject({
      control: { userId: owner.userId },
    })
    expect(await takeControl(admin, { id, takeOver: true })).toMatchObject({
      control: { userId: admin.userId },
    })
    const { rows } = await world.sql.query(
      `select details from audit_entries where company_id = $1 and action = 'desktop.control_taken_over' order by seq`,
      [owner.companyId],
    )
    expect(rows).toMatchObject([
      { details: { fromMemberName: 'Mira' } },
      { details: { fromUserId: owner.userId } },
    ])
  })

  it('is nobody’s at a desk that is not ready', async () => {
    await change(`observed_state = 'starting'`)
    expect(await outcome(() => takeControl(mira, { id }))).toBe('conflict')
  })
})

describe('signing out', () => {
  it('closes the person’s sessions at desks everywhere, hands control back, and touches nobody else’s', async () => {
    const elsewhere = await addSeenDesk(world.sql)
    await addMember(world.sql, elsewhere.companyId, { person: { ...mira, kind: 'visitor' } })
    await addSession(desk, mira)
    await addSession(elsewhere, mira)
    await addSession(desk, jun)
    await takeControl(mira, { id })
    await leaveDesktops({ kind: 'visitor', userId: mira.userId, email: mira.email })
    const { rows } = await world.sql.query(
      'select user_id, closed_why from desk_sessions where user_id = any ($1) order by closed_why nulls last',
      [[mira.userId, jun.userId]],
    )
    expect(rows).toEqual([
      { user_id: mira.userId, closed_why: 'signed_out' },
      { user_id: mira.userId, closed_why: 'signed_out' },
      { user_id: jun.userId, closed_why: null },
    ])
    expect(await readEmployee(jun, { id })).toMatchObject({ control: null })
    expect(await auditOf(world.sql, owner.companyId)).toEqual([
      'desktop.control_taken',
      'desktop.control_handed_back',
    ])
  })
})

async function addSession(at: SeenDesk, { userId }: Member) {
  await world.sql.query(
    `insert into desk_sessions (secret_hash, company_id, desk_id, employee_id, user_id, may_control, ends_at)
      values (sha256(gen_random_uuid()::text::bytea), $1, $2, $3, $4, true, now() + interval '8 hours')`,
    [at.companyId, at.deskId, at.employeeId, userId],
  )
}
