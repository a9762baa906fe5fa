// Errands with homes against a real database and real folders; only the desks themselves are stood in for.
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { notFound } from '#lib/errors.ts'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { folderOfTar, tarOfFolder } from './folder-tar.ts'
import { type HomeErrands, homeErrands } from './home-errands.ts'
import { dailyBackupsKept, doArchiveChores } from './keep-house.ts'
import { readErrands } from './read-errands.ts'

let fresh: FreshDatabase
let sql: pg.Client
let dir: string
let company: Company
let ada: Employee
let hostId: string
let homes: HomeErrands
const removed: string[] = []
const log = pino({ level: 'silent' })

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
  dir = await mkdtemp(join(tmpdir(), 'deskhand-errands-'))
  hostId = await addHost(sql)
  company = await addCompany(sql)
  ada = await addEmployee(sql, company.companyId, { desk: { host_id: hostId } })
  homes = homeErrands({ runtime, room: room(), log })
  await mkdir(homeOf(), { recursive: true })
  await writeFile(join(homeOf(), 'MEMORY.md'), 'remember')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const room = () => ({ dir: join(dir, 'archives'), secret: 's'.repeat(40) })
const homeOf = (deskId = ada.deskId) => join(dir, 'homes', deskId)
const memory = () => readFile(join(homeOf(), 'MEMORY.md'), 'utf8')
const at = () => ({ deskId: ada.deskId, hostId })
const runtime = {
  openHome: async (deskId: string) => {
    await readdir(homeOf(deskId)).catch(() => {
      throw notFound('desk')
    })
    return tarOfFolder(homeOf(deskId))
  },
  replaceHome: async (deskId: string, tar: Parameters<typeof folderOfTar>[1]) => {
    const draft = join(dir, 'draft')
    await mkdir(draft)
    try {
      await folderOfTar(draft, tar)
    } catch (error) {
      await rm(draft, { recursive: true })
      throw error
    }
    await rm(homeOf(deskId), { recursive: true, force: true })
    await mkdir(join(dir, 'homes'), { recursive: true })
    await rename(draft, homeOf(deskId))
  },
  remove: async (deskId: string) => void removed.push(deskId),
  destroyHome: (deskId: string) => rm(homeOf(deskId), { recursive: true, force: true }),
}

const place = () => ({ company_id: company.companyId, employee_id: ada.employeeId })
const addArchive = async (columns: Record<string, unknown> = {}) =>
  String((await insertRow(sql, 'home_archives', { ...place(), ...columns })).id)
const addRestore = async (archiveId: string) =>
  String((await insertRow(sql, 'home_restores', { ...place(), archive_id: archiveId })).id)
const readRow = async (table: string, id: string) =>
  (await sql.query(`select * from ${table} where id = $1`, [id])).rows[0]
const files = () => readdir(room().dir).catch(() => [])
const errand = async (host = hostId) => (await readErrands(host, room())).get(ada.deskId)

async function backedUp(): Promise<string> {
  const id = await addArchive()
  await homes.backUp(id, at())
  return id
}

describe('a backup', () => {
  it('is an errand until it is made, with everything said of it', async () => {
    const id = await addArchive()
    expect(await errand()).toEqual({ do: 'back_up', id, isNeeded: false, isHere: true })
    await homes.backUp(id, at())
    expect(await errand()).toBeUndefined()
    expect(await readRow('home_archives', id)).toMatchObject({
      state: 'ready',
      files: 1,
      left_out: 0,
      attempts: 1,
    })
    expect(await files()).toEqual([`${ada.deskId}-${id}.home`])
  })

  it('is no errand of another host, of a desk that goes, or when nobody wants it any more', async () => {
    const id = await addArchive()
    expect(await errand(await addHost(sql))).toBeUndefined()
    await sql.query(`update desks set desired_state = 'absent' where id = $1`, [ada.deskId])
    expect(await errand()).toBeUndefined()
    await sql.query(`update desks set desired_state = 'running' where id = $1`, [ada.deskId])
    await sql.query('update home_archives set discarded_at = now() where id = $1', [id])
    expect(await errand()).toBeUndefined()
    await homes.backUp(id, at())
    expect(await files()).toEqual([])
  })

  it('that was begun before a crash is made, again and again interrupted it is given up', async () => {
    const id = await addArchive({ state: 'making', attempts: 2 })
    expect(await errand()).toMatchObject({ do: 'back_up', id })
    await homes.backUp(id, at())
    expect((await readRow('home_archives', id)).state).toBe('ready')
    const kept = await files()
    const cursed = await addArchive({ state: 'making', attempts: 3 })
    // One was killed while it packed, one before it said that it had.
    for (const left of [`.making-${ada.deskId}-${cursed}.home-1`, `${ada.deskId}-${cursed}.home`])
      await writeFile(join(room().dir, left), 'left')
    await homes.backUp(cursed, at())
    expect(await readRow('home_archives', cursed)).toMatchObject({ state: 'failed' })
    expect(await errand()).toBeUndefined()
    expect(await files()).toEqual(kept)
  })

  it('that cannot be made says why, and is over', async () => {
    await rm(homeOf(), { recursive: true })
    const id = await backedUp()
    expect(await readRow('home_archives', id)).toMatchObject({
      state: 'failed',
      failure: { code: 'archive_failed', text: expect.stringContaining('no such desk') },
    })
  })
})

describe('a restore', () => {
  it('puts back what was, and nothing else stays', async () => {
    const restore = await addRestore(await backedUp())
    await writeFile(join(homeOf(), 'MEMORY.md'), 'forgotten')
    await writeFile(join(homeOf(), 'later'), 'x')
    expect(await errand()).toEqual({ do: 'restore_home', id: restore, isNeeded: false, isHere: true })
    await homes.restore(restore, at())
    expect([await memory(), await readdir(homeOf())]).toEqual(['remember', ['MEMORY.md']])
    expect(await readRow('home_restores', restore)).toMatchObject({ state: 'done', failure: null })
    expect(await errand()).toBeUndefined()
  })

  it('of a damaged file leaves the home alone, and says why', async () => {
    const restore = await addRestore(await backedUp())
    const [file = ''] = await files()
    const bytes = await readFile(join(room().dir, file))
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
    await writeFile(join(room().dir, file), bytes)
    await writeFile(join(homeOf(), 'MEMORY.md'), 'newer')
    await homes.restore(restore, at())
    expect(await memory()).toBe('newer')
    expect(await readRow('home_restores', restore)).toMatchObject({
      state: 'failed',
      failure: { code: 'damaged' },
    })
  })

  it('that was interrupted again and again is given up, and leaves the home alone', async () => {
    const archive = await backedUp()
    const once = await addRestore(archive)
    await sql.query(`update home_restores set state = 'restoring', attempts = 2 where id = $1`, [once])
    await homes.restore(once, at())
    expect(await readRow('home_restores', once)).toMatchObject({ state: 'done' })
    const cursed = await addRestore(archive)
    await sql.query(`update home_restores set state = 'restoring', attempts = 3 where id = $1`, [cursed])
    await writeFile(join(homeOf(), 'MEMORY.md'), 'newer')
    await homes.restore(cursed, at())
    expect(await readRow('home_restores', cursed)).toMatchObject({ state: 'failed' })
    expect([await memory(), await errand()]).toEqual(['newer', undefined])
  })

  it('of another employee’s home is refused', async () => {
    const bob = await addEmployee(sql, company.companyId, { desk: { host_id: hostId } })
    const id = await backedUp()
    await sql.query('update home_archives set employee_id = $1 where id = $2', [bob.employeeId, id])
    const row = await insertRow(sql, 'home_restores', {
      ...place(),
      employee_id: bob.employeeId,
      archive_id: id,
    })
    await homes.restore(String(row.id), { deskId: bob.deskId, hostId })
    expect(await readRow('home_restores', String(row.id))).toMatchObject({ failure: { code: 'of_another' } })
  })
})

describe('a move', () => {
  const begin = async () => {
    const to = await addHost(sql)
    return { to, id: await addArchive({ kind: 'move', to_host_id: to }) }
  }

  it('hands the desk over with the errand to unpack it, and clears up only after that', async () => {
    const { to, id } = await begin()
    expect(await errand()).toMatchObject({ do: 'move_home', id })
    await homes.move(id, at())
    expect(removed).toContain(ada.deskId)
    expect(await readRow('desks', ada.deskId)).toMatchObject({ host_id: to, observed_state: 'none' })
    expect([await errand(), await errand(to)]).toMatchObject([
      undefined,
      { do: 'restore_home', isNeeded: true, isHere: true },
    ])
    await doArchiveChores({ runtime, room: room(), hostId })
    expect(await memory()).toBe('remember')
    await homes.restore((await errand(to))?.id ?? '', { deskId: ada.deskId, hostId: to })
    await doArchiveChores({ runtime, room: room(), hostId })
    expect(await readdir(join(dir, 'homes'))).toEqual([])
    expect((await readRow('home_archives', id)).cleared_at).toBeInstanceOf(Date)
  })

  it('waits for its file, and does not give up when that is damaged', async () => {
    const { to, id } = await begin()
    await homes.move(id, at())
    const [file = ''] = await files()
    const whole = await readFile(join(room().dir, file))
    await rm(join(room().dir, file))
    expect(await errand(to)).toMatchObject({ do: 'restore_home', isHere: false })
    await writeFile(join(room().dir, file), whole.subarray(0, 300))
    const found = await errand(to)
    expect(found).toMatchObject({ isHere: true })
    await expect(homes.restore(found?.id ?? '', { deskId: ada.deskId, hostId: to })).rejects.toMatchObject({
      why: 'truncated',
    })
    expect(await errand(to)).toMatchObject({ do: 'restore_home', isNeeded: true })
  })

  it('that was packed and not handed over is done again; one that cannot be packed stays where it is', async () => {
    const { to, id } = await begin()
    await sql.query(
      `update home_archives set state = 'ready', file = 'x.home', bytes = 1, sha256 = $2, home_sha256 = $2, made_at = now()
        where id = $1`,
      [id, 'a'.repeat(64)],
    )
    expect(await errand()).toMatchObject({ do: 'move_home', id })
    await homes.move(id, at())
    expect((await readRow('desks', ada.deskId)).host_id).toBe(to)
  })

  it('that cannot be packed leaves the desk where it is', async () => {
    const { id } = await begin()
    await rm(homeOf(), { recursive: true })
    await homes.move(id, at())
    expect((await readRow('desks', ada.deskId)).host_id).toBe(hostId)
    expect(await errand()).toBeUndefined()
  })
})

describe('a home whose employee leaves', () => {
  it('is kept, once, also after a crash in between', async () => {
    const begun = await addArchive({ kind: 'leaving', state: 'making' })
    await homes.keepLeaving(at())
    expect(await readRow('home_archives', begun)).toMatchObject({ state: 'ready', kind: 'leaving' })
    expect(await files()).toHaveLength(1)
  })
  it('that was never made is nothing to keep', async () => {
    await rm(homeOf(), { recursive: true })
    await homes.keepLeaving(at())
    expect(await files()).toEqual([])
  })
  it('that cannot be kept is not to be destroyed', async () => {
    const broken = homeErrands({ runtime, room: { ...room(), dir: join(homeOf(), 'MEMORY.md') }, log })
    await expect(broken.keepLeaving(at())).rejects.toThrow()
  })
})

describe('the chores', () => {
  const chores = () => doArchiveChores({ runtime, room: room(), hostId })
  const dailies = async () =>
    (
      await sql.query(`select state from home_archives where employee_id = $1 and kind = 'daily'`, [
        ada.employeeId,
      ])
    ).rows.length

  it('ask for one backup a day of whoever worked and is quiet now', async () => {
    await sql.query(
      `update employees set hired_at = now() - interval '3 days', active_at = now() - interval '1 hour' where id = $1`,
      [ada.employeeId],
    )
    const ready = `update desks set observed_state = 'ready', observed_generation = 1 where id = $1`
    await chores()
    expect(await dailies()).toBe(0)
    await sql.query(ready, [ada.deskId])
    await sql.query('update employees set active_at = now() where id = $1', [ada.employeeId])
    await chores()
    expect(await dailies()).toBe(0)
    await sql.query(`update employees set active_at = now() - interval '1 hour' where id = $1`, [
      ada.employeeId,
    ])
    // Deleted while it was made by somebody who died over it: nobody makes it any more, and nothing waits for it.
    for (const kind of ['backup', 'daily', 'daily'])
      await addArchive({
        kind,
        state: 'making',
        asked_at: new Date(Date.now() - 48 * 60 * 60 * 1000),
        discarded_at: new Date(),
      })
    await chores()
    await chores()
    expect(await dailies()).toBe(3)
  })

  it('keep the newest daily ones and delete the files of the others', async () => {
    for (let day = 0; day < dailyBackupsKept + 2; day++) {
      const id = await addArchive({ kind: 'daily' })
      await homes.backUp(id, at())
      await sql.query(`update home_archives set made_at = now() - make_interval(days => $2) where id = $1`, [
        id,
        day,
      ])
    }
    const asked = await backedUp()
    await chores()
    expect(await files()).toHaveLength(dailyBackupsKept + 1)
    expect((await readRow('home_archives', asked)).state).toBe('ready')
  })

  it('delete the file of a backup that was discarded, and not while it is being put back', async () => {
    const id = await backedUp()
    await sql.query('update home_archives set discarded_at = now() where id = $1', [id])
    await chores()
    expect([await files(), (await readRow('home_archives', id)).state]).toEqual([[], 'expired'])
  })
})
