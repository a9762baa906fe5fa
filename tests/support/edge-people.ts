// A desk at a test's edge with people who look at its desktop, fresh for every test.
import { expect, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addMember } from './company.ts'
import type { EdgeWorld, Looking } from './edge.ts'
import { greeting } from './rfb-desk.ts'
import { handshake, rfb } from './rfb-messages.ts'
import type { SeenDesk } from './seen-desk.ts'

type Desk = SeenDesk & { host: string }

export interface EdgePeople {
  desk: Desk
  owner: Member
  mira: Member
  jun: Member
  cookieOf: (member: Member, at?: Desk) => Promise<string>
  /** At the desktop, past the handshake. */
  look: (member: Member, query?: string) => Promise<Looking>
  lookWith: (cookie: string, query?: string) => Promise<Looking>
  /** Everything this viewer sent before has been decided: an update request passes always, and is there now. */
  settled: (looking: Looking) => Promise<void>
  /** What reached the desk of what changes it. */
  inputs: () => Buffer[]
  /** The member has control, and the desk has been told. */
  hasControl: (member: Member) => Promise<void>
  leave: () => void
}

export async function peopleAt(edge: EdgeWorld): Promise<EdgePeople> {
  const open: Looking[] = []
  edge.desks.breakDown(false)
  await edge.sql.query('delete from rate_counters')
  const desk = await edge.addDesk()
  const mira = await addMember(edge.sql, desk.companyId, { displayName: 'Mira' })
  const jun = await addMember(edge.sql, desk.companyId, { displayName: 'Jun' })
  const requests = () => edge.desks.kinds(desk.deskId).filter((kind) => kind === 'update_request').length

  async function cookieOf(member: Member, at = desk): Promise<string> {
    const { cookie, status } = await edge.enter(at, await edge.ticketFor(member, at))
    expect(status).toBe(200)
    return cookie
  }

  async function lookWith(cookie: string, query = ''): Promise<Looking> {
    const looking = await edge.look(desk, cookie, {}, query)
    open.push(looking)
    expect(looking.status).toBe(101)
    looking.socket.send(handshake)
    await vi.waitFor(() => expect(looking.received()).toEqual(greeting))
    return looking
  }

  return {
    desk,
    owner: desk.company.owner,
    mira,
    jun,
    cookieOf,
    lookWith,
    look: async (member, query) => lookWith(await cookieOf(member), query),
    async settled(looking) {
      const before = requests()
      looking.socket.send(rfb.updateRequest())
      await vi.waitFor(() => expect(requests()).toBe(before + 1))
    },
    inputs: () =>
      edge.desks
        .received(desk.deskId)
        .flatMap(({ kind, bytes }) => (kind === 'update_request' ? [] : [bytes])),
    hasControl: (member) =>
      vi.waitFor(async () => {
        const { rows } = await edge.sql.query('select user_id from control_leases where desk_id = $1', [
          desk.deskId,
        ])
        expect(rows[0]?.user_id).toBe(member.userId)
        expect(edge.desks.paused.get(desk.deskId)).toBe(true)
      }),
    leave() {
      for (const looking of open) looking.socket.terminate()
    },
  }
}
