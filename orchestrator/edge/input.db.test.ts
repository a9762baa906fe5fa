// What of people's input reaches a desktop through a real edge, and how the employee waits meanwhile.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { handBack, takeControl } from '#lib/desktop/control.ts'
import { readTicket, signTicket } from '#lib/desktop/ticket.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import { type EdgePeople, peopleAt } from '#tests/support/edge-people.ts'
import { rfb } from '#tests/support/rfb-messages.ts'
import { auditOf } from '#tests/support/verbs.ts'

let edge: EdgeWorld
let people: EdgePeople

beforeAll(async () => {
  edge = await openEdge()
})
afterAll(() => edge.close())
beforeEach(async () => {
  people = await peopleAt(edge)
})
afterEach(() => people.leave())

const doing = [
  rfb.key(0x61),
  rfb.key(0x61, false),
  rfb.extendedKey(0x62),
  rfb.pointer(5, 6, 1),
  rfb.cutText('x'),
  rfb.desktopSize(1),
]

describe('input', () => {
  it('of somebody who has no control is dropped before the desk', async () => {
    const looking = await people.look(people.mira)
    for (const bytes of doing) looking.socket.send(bytes)
    await people.settled(looking)
    expect(people.inputs()).toEqual([])
  })

  it('of whoever has control reaches the desk, and of nobody else at the same time', async () => {
    const [driver, watcher] = [await people.look(people.mira), await people.look(people.jun)]
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    watcher.socket.send(rfb.key(0x7a))
    await people.settled(watcher)
    driver.socket.send(Buffer.concat([rfb.key(0x61), rfb.key(0x61, false)]))
    await vi.waitFor(() => expect(people.inputs()).toEqual([rfb.key(0x61), rfb.key(0x61, false)]))
  })

  it('never passes in a session that may only look, whoever has control', async () => {
    const claims = readTicket(edge.hosts.ticketSecret, await edge.ticketFor(people.mira, people.desk))
    if (!claims) throw new Error('no ticket')
    const { cookie } = await edge.enter(
      people.desk,
      signTicket(edge.hosts.ticketSecret, { ...claims, right: 'view' }),
    )
    const looking = await people.lookWith(cookie)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    for (const bytes of doing) looking.socket.send(bytes)
    await people.settled(looking)
    expect(people.inputs()).toEqual([])
  })

  it('ends with control, and what was held down is let go', async () => {
    const looking = await people.look(people.mira)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    looking.socket.send(Buffer.concat([rfb.key(0xffe1), rfb.pointer(3, 4, 1)]))
    await vi.waitFor(() => expect(people.inputs()).toHaveLength(2))
    await handBack(people.mira, { id: people.desk.employeeId })
    await vi.waitFor(() =>
      expect(people.inputs().slice(2)).toEqual([rfb.key(0xffe1, false), rfb.pointer(3, 4, 0)]),
    )
    looking.socket.send(rfb.key(0x61))
    await people.settled(looking)
    expect(people.inputs()).toHaveLength(4)
  })

  it('is another’s at once when control is taken over', async () => {
    const [driver, boss] = [await people.look(people.mira), await people.look(people.owner)]
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    await takeControl(people.owner, { id: people.desk.employeeId, takeOver: true })
    await vi.waitFor(async () => {
      boss.socket.send(rfb.key(0x62))
      await people.settled(boss)
      expect(people.inputs().length).toBeGreaterThan(0)
    })
    const before = people.inputs().length
    driver.socket.send(rfb.key(0x61))
    await people.settled(driver)
    expect(people.inputs()).toHaveLength(before)
  })

  it('ends when control runs out, by the database’s clock, with a line in the audit', async () => {
    const looking = await people.look(people.mira)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    await edge.sql.query(
      `update control_leases set expires_at = now() + interval '1 second' where desk_id = $1`,
      [people.desk.deskId],
    )
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(false), { timeout: 6000 })
    looking.socket.send(rfb.key(0x61))
    await people.settled(looking)
    expect(people.inputs()).toEqual([])
    await vi.waitFor(async () =>
      expect(await auditOf(edge.sql, people.desk.companyId)).toEqual([
        'desktop.control_taken',
        'desktop.control_expired',
      ]),
    )
  })

  it('prolongs control, looking does not', async () => {
    const looking = await people.look(people.mira)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    const shorten = `update control_leases set expires_at = now() + interval '5 minutes' where desk_id = $1`
    const leftMinutes = async () => {
      const { rows } = await edge.sql.query<{ left: number }>(
        `select round(extract(epoch from expires_at - now()) / 60)::int as left from control_leases where desk_id = $1`,
        [people.desk.deskId],
      )
      return rows[0]?.left
    }
    await edge.sql.query(shorten, [people.desk.deskId])
    await people.settled(looking)
    expect(await leftMinutes()).toBe(5)
    looking.socket.send(rfb.pointer(1, 1))
    await vi.waitFor(async () => expect(await leftMinutes()).toBe(10))
    await edge.sql.query(shorten, [people.desk.deskId])
    looking.socket.send(rfb.pointer(2, 2))
    await people.settled(looking)
    expect(await leftMinutes()).toBe(5)
  })
})

describe('whoever leaves without handing back', () => {
  const leftSeconds = async () => {
    const { rows } = await edge.sql.query<{ left: number }>(
      'select extract(epoch from expires_at - now())::int as left from control_leases where desk_id = $1',
      [people.desk.deskId],
    )
    return rows[0]?.left ?? 0
  }

  it('has control for a minute more, and wholly again when they come back and go on', async () => {
    const driving = await people.look(people.mira)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    driving.socket.send(rfb.pointer(1, 1))
    driving.socket.close()
    await vi.waitFor(async () => expect(await leftSeconds()).toBeLessThanOrEqual(60))
    const again = await people.look(people.mira)
    again.socket.send(rfb.pointer(2, 2))
    await vi.waitFor(async () => expect(await leftSeconds()).toBeGreaterThan(540))
  })

  it('keeps it in another tab; and somebody who only watched takes nothing away', async () => {
    const [driving, tab, watching] = [
      await people.look(people.mira),
      await people.look(people.mira),
      await people.look(people.jun),
    ]
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    tab.socket.close()
    watching.socket.close()
    await people.settled(driving)
    expect(await leftSeconds()).toBeGreaterThan(540)
    driving.socket.close()
    await vi.waitFor(async () => expect(await leftSeconds()).toBeLessThanOrEqual(60))
  })
})

describe('the clipboard', () => {
  const text = rfb.cutText('words')

  it('passes to the desk with control where the page asked for it', async () => {
    const looking = await people.look(people.mira, '?clipboard=1')
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    looking.socket.send(text)
    await vi.waitFor(() => expect(people.inputs()).toEqual([text]))
  })

  it('does not pass where it did not', async () => {
    const looking = await people.look(people.mira)
    await takeControl(people.mira, { id: people.desk.employeeId })
    await people.hasControl(people.mira)
    looking.socket.send(text)
    await people.settled(looking)
    expect(people.inputs()).toEqual([])
  })
})

describe('the employee', () => {
  it('waits while somebody has control, goes on afterwards, and is told again after the desk started anew', async () => {
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(false), { timeout: 5000 })
    await takeControl(people.mira, { id: people.desk.employeeId })
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(true))
    edge.desks.paused.delete(people.desk.deskId)
    await edge.sql.query('update desks set observed_phase_at = clock_timestamp() where id = $1', [
      people.desk.deskId,
    ])
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(true))
    await handBack(people.mira, { id: people.desk.employeeId })
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(false))
  })

  it('is told as soon as the desk can be reached again', async () => {
    edge.desks.breakDown(true)
    await takeControl(people.mira, { id: people.desk.employeeId })
    const told = edge.desks.told()
    await vi.waitFor(() => expect(edge.desks.told()).toBeGreaterThan(told))
    edge.desks.breakDown(false)
    await vi.waitFor(() => expect(edge.desks.paused.get(people.desk.deskId)).toBe(true), { timeout: 6000 })
  })
})
