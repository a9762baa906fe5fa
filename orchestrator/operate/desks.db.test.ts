import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addDesk, addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { runDesksCommand } from './run-desks-command.ts'
import { table } from './table.ts'

let fresh: FreshDatabase
let sql: pg.Client
let ada: Employee
let hostId: string

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  await sql.query('update desks set pinned_release_id = null')
  await sql.query('delete from desk_releases')
  hostId = await addHost(sql, { name: `home-${Date.now()}-${Math.random()}` })
  ada = await addEmployee(sql, (await addCompany(sql)).companyId, { desk: { host_id: hostId } })
})

const run = (line: string) => runDesksCommand(line.split(' '))
const release = async () => (await sql.query('select * from desk_releases')).rows[0]
const desk = async () => (await sql.query('select * from desks where id = $1', [ada.deskId])).rows[0]

describe('a build', () => {
  it('is offered to nobody at first, then to more and more', async () => {
    await run('offer desk:2 --label winter')
    expect(await release()).toMatchObject({ image: 'desk:2', label: 'winter', share: 0 })
    expect(await run('share winter 20')).toContain('20 %')
    expect((await release()).share).toBe(20)
    await run('offer desk:2 --label winter --share 50')
    expect((await release()).share).toBe(50)
  })

  it('is halted and offered again', async () => {
    await run('offer desk:2 --share 5')
    await run('halt desk:2')
    expect((await release()).halted_at).toBeInstanceOf(Date)
    expect(await run('releases')).toMatch(/desk:2 +5 % +halted/)
    await run(`resume ${(await release()).id}`)
    expect((await release()).halted_at).toBeNull()
  })

  it('is pinned to a desk by the desk’s or the employee’s id, also one that the desk refused', async () => {
    await run('offer desk:2 --label winter')
    const { id } = await release()
    await sql.query('update desks set refused_releases = array[$1::uuid] where id = $2', [id, ada.deskId])
    expect(await run('status')).toContain('winter')
    await run(`pin ${ada.employeeId} winter`)
    expect(await desk()).toMatchObject({ pinned_release_id: id, refused_releases: [] })
    await run(`unpin ${ada.deskId}`)
    expect((await desk()).pinned_release_id).toBeNull()
  })

  it.each(['101', '-1', 'many', ''])('is for no such share: %j', async (share) => {
    await run('offer desk:2 --label winter')
    await expect(runDesksCommand(['share', 'winter', share])).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a move', () => {
  it('is to a host from the list', async () => {
    const { rows } = await sql.query('select name from hosts where id = $1', [hostId])
    expect(await run('hosts')).toMatch(new RegExp(`${rows[0].name} +process +0.0.0 +\\d+ s ago +1`))
  })

  it('is asked for once', async () => {
    const name = `other-${Date.now()}`
    await addHost(sql, { name })
    expect(await run(`move ${ada.employeeId} ${name}`)).toContain(`${ada.deskId}-`)
    await expect(run(`move ${ada.employeeId} ${name}`)).rejects.toMatchObject({ code: 'conflict' })
    const { rows } = await sql.query('select * from home_archives where employee_id = $1', [ada.employeeId])
    expect(rows).toMatchObject([{ kind: 'move', state: 'wanted' }])
  })

  it('to where nobody is, or where the desk is already, is refused', async () => {
    const asleep = `asleep-${Date.now()}`
    await addHost(sql, { name: asleep, seen_at: new Date(Date.now() - 120_000) })
    await expect(run(`move ${ada.deskId} ${asleep}`)).rejects.toThrow(/No orchestrator/)
    const { rows } = await sql.query('select name from hosts where id = $1', [hostId])
    await expect(run(`move ${ada.deskId} ${rows[0].name}`)).rejects.toThrow(/already/)
    const waiting = await addDesk(sql, { host_id: hostId })
    await expect(run(`move ${waiting} ${rows[0].name}`)).rejects.toThrow(/Nobody works/)
  })
})

describe('what means nothing', () => {
  it.each(['', 'dance', 'pin', 'offer', 'move x'])('is answered with what there is: %j', async (line) => {
    await expect(run(line)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Usage'),
    })
  })
  it.each(['halt winter', 'pin nobody winter', 'move nobody x'])('is refused: %s', async (line) => {
    await expect(run(line)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('by meaning several things is refused', async () => {
    await run('offer desk:2 --label winter')
    await run('offer desk:3 --label winter')
    await expect(run('halt winter')).rejects.toThrow(/Several/)
  })
})

it('a table is as wide as its words', () => {
  expect(table([])).toBe('There is nothing.')
  expect(
    table([
      { a: 'long word', b: null },
      { a: 'x', b: 10 },
    ]),
  ).toBe('a          b\nlong word  -\nx          10')
})
