// Whoever loses the right to see a desktop loses its stream, and soon.
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { leaveDesktops } from '#lib/desktop/leave-desktops.ts'
import { fire } from '#lib/employee/fire.ts'
import { removeMember } from '#lib/member/remove-member.ts'
import { closeCodes } from '#lib/wire/desktop.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import { type EdgePeople, peopleAt } from '#tests/support/edge-people.ts'
import { handshake } from '#tests/support/rfb-messages.ts'
import { letStand } from '#tests/support/standings.ts'

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

describe('within five seconds a stream ends', () => {
  const id = () => people.desk.employeeId
  const revocations: [string, string, () => Promise<unknown>][] = [
    ['when the employee is fired', 'fired', () => fire(people.owner, { id: id() })],
    ['when the member signs out', 'signed_out', () => leaveDesktops({ ...people.mira, kind: 'visitor' })],
    [
      'when the member is removed',
      'removed',
      () => removeMember(people.owner, { userId: people.mira.userId }),
    ],
    ['when the company does not pay', 'unpaid', () => letStand(edge.sql, people.desk.companyId, 'stopped')],
    [
      'when the desk is gone for good',
      'fired',
      () => edge.sql.query(`update desks set desired_state = 'absent' where id = $1`, [people.desk.deskId]),
    ],
    [
      'when its eight hours are over',
      'ended',
      () =>
        edge.sql.query('update desk_sessions set ends_at = now() where desk_id = $1', [people.desk.deskId]),
    ],
  ]
  it.each(revocations)('%s', async (_, reason, revoke) => {
    const [looking, other] = [await people.look(people.mira), await lookElsewhere()]
    const started = performance.now()
    await revoke()
    const { code, reason: said, atMs } = await looking.closed
    expect({ code, said }).toEqual({ code: closeCodes.revoked, said: reason })
    expect(atMs - started).toBeLessThan(5000)
    expect(edge.desks.openStreams(people.desk.deskId)).toBe(0)
    expect(other.socket.readyState).toBe(other.socket.OPEN)
    const { rows } = await edge.sql.query('select closed_why from desk_sessions where desk_id = $1', [
      people.desk.deskId,
    ])
    if (reason !== 'removed') expect(rows).toEqual([{ closed_why: reason }])
  })

  it('also for somebody who holds the connection open and reads nothing', async () => {
    const looking = await people.look(people.mira)
    looking.socket.pause()
    const started = performance.now()
    await fire(people.owner, { id: id() })
    await vi.waitFor(() => expect(edge.desks.openStreams(people.desk.deskId)).toBe(0), { timeout: 5000 })
    expect(performance.now() - started).toBeLessThan(5000)
  })

  /** A desk of another company, which nothing of this happens to. */
  async function lookElsewhere() {
    const other = await edge.addDesk()
    const { cookie } = await edge.enter(other, await edge.ticketFor(other.company.owner, other))
    const looking = await edge.look(other, cookie)
    looking.socket.send(handshake)
    return looking
  }
})

describe('when nobody says that something changed', () => {
  let deaf: EdgeWorld
  beforeAll(async () => {
    const hears = { subscribe: () => () => undefined, isListening: () => false, close: async () => undefined }
    await edge.close()
    deaf = await openEdge({ hints: hears })
    edge = deaf
  })

  it('a stream still ends within five seconds', async () => {
    const deafPeople = await peopleAt(deaf)
    const looking = await deafPeople.look(deafPeople.mira)
    const started = performance.now()
    await fire(deafPeople.owner, { id: deafPeople.desk.employeeId })
    const { code, reason, atMs } = await looking.closed
    expect({ code, reason }).toEqual({ code: closeCodes.revoked, reason: 'fired' })
    expect(atMs - started).toBeLessThan(5000)
  })

  it('and the database does not answer, every stream ends', async () => {
    const deafPeople = await peopleAt(deaf)
    const looking = await deafPeople.look(deafPeople.mira)
    const blocking = await openConnection(deaf.databaseUrl)
    await blocking.query('begin; lock table desk_sessions in access exclusive mode')
    const started = performance.now()
    const { code, atMs } = await looking.closed
    expect(code).toBe(closeCodes.revoked)
    expect(atMs - started).toBeLessThan(7000)
    await blocking.query('rollback')
    await blocking.end()
    const cookie = await deafPeople.cookieOf(deafPeople.mira)
    await deafPeople.lookWith(cookie)
    deafPeople.leave()
  })
})

async function openConnection(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  return client
}
