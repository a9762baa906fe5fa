import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany, addKey, addMember, type Company, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { deleteBackup } from './delete-backup.ts'
import { listBackups } from './list-backups.ts'
import { mostBackups, requestBackup } from './request-backup.ts'
import { restoreBackup } from './restore-backup.ts'

let fresh: FreshDatabase
let sql: pg.Client
let company: Company
let owner: Member
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 4, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  company = await addCompany(sql)
  owner = company.owner
  ada = await addEmployee(sql, company.companyId)
})

const place = () => ({ employeeId: ada.employeeId })
const of = (backupId: string) => ({ ...place(), backupId })
const items = async () => (await listBackups(owner, place())).items
const ready = {
  state: 'ready',
  bytes: 1000,
  files: 3,
  left_out: 0,
  sha256: 'a'.repeat(64),
  home_sha256: 'b'.repeat(64),
}
const addReady = async (columns: Record<string, unknown> = {}) => {
  const id = randomUUID()
  const row = {
    id,
    company_id: company.companyId,
    employee_id: ada.employeeId,
    made_at: new Date(),
    ...ready,
  }
  await insertRow(sql, 'home_archives', { ...row, file: `${id}.home`, ...columns })
  return id
}
const actions = async () => {
  const { rows } = await sql.query('select action from audit_entries where company_id = $1 order by seq', [
    company.companyId,
  ])
  return rows.map(({ action }) => action)
}

describe('a backup', () => {
  it('that is asked for waits to be made, with a name beside it', async () => {
    const asked = await requestBackup(owner, place())
    expect(asked).toMatchObject({ kind: 'backup', state: 'wanted', askedBy: owner.displayName, madeAt: null })
    expect(await items()).toEqual([asked])
    expect(await actions()).toEqual(['backup.requested'])
  })

  it('is asked for once, however often and however many ask', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => requestBackup(owner, place())))
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    expect(await actions()).toEqual(['backup.requested'])
  })

  it('has a limit in number; the daily ones do not count', async () => {
    await addReady({ kind: 'daily' })
    for (let made = 0; made < mostBackups; made++) await addReady()
    await expect(requestBackup(owner, place())).rejects.toMatchObject({ code: 'limit_reached' })
    await deleteBackup(owner, of((await items()).find(({ kind }) => kind === 'backup')?.id ?? ''))
    expect(await requestBackup(owner, place())).toMatchObject({ state: 'wanted' })
  })

  it('of somebody who leaves is not made', async () => {
    await sql.query('update employees set fired_at = now(), home_kept_until = now() where id = $1', [
      ada.employeeId,
    ])
    await expect(requestBackup(owner, place())).rejects.toMatchObject({ code: 'conflict' })
    await expect(restoreBackup(owner, of(await addReady()))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is listed with the newest first, and without what is kept for the record only', async () => {
    const old = await addReady({ asked_at: new Date(Date.now() - 60_000) })
    const daily = await addReady({ kind: 'daily' })
    await addReady({ kind: 'leaving' })
    await addReady({ discarded_at: new Date() })
    await addReady({ state: 'expired', file: null })
    expect((await items()).map(({ id }) => id)).toEqual([daily, old])
  })
})

describe('a restore', () => {
  it('is asked for, shown beside its backup, and asked for once', async () => {
    const id = await addReady()
    expect((await restoreBackup(owner, of(id))).restore).toMatchObject({ state: 'wanted', failure: null })
    await expect(restoreBackup(owner, of(await addReady()))).rejects.toMatchObject({ code: 'conflict' })
    await expect(deleteBackup(owner, of(id))).rejects.toMatchObject({ code: 'conflict' })
    expect(await actions()).toEqual(['backup.restored'])
  })

  it('of what is not complete is refused', async () => {
    const { id } = await requestBackup(owner, place())
    await expect(restoreBackup(owner, of(id))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('of another employee’s backup is refused as unknown', async () => {
    const id = await addReady()
    const bob = await addEmployee(sql, company.companyId)
    const input = { employeeId: bob.employeeId, backupId: id }
    await expect(restoreBackup(owner, input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteBackup(owner, input)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a backup that is deleted', () => {
  it('is gone from the list at once and cannot be restored', async () => {
    const id = await addReady()
    await deleteBackup(owner, of(id))
    expect(await items()).toEqual([])
    await expect(restoreBackup(owner, of(id))).rejects.toMatchObject({ code: 'not_found' })
    expect(await actions()).toEqual(['backup.deleted'])
  })
  it('stays while it carries a desk to another host', async () => {
    const id = await addReady({ kind: 'move', to_host_id: await addHost(sql) })
    await expect(deleteBackup(owner, of(id))).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('whoever does not manage', () => {
  it.each(['member', 'key'] as const)('sees backups and changes none: a %s', async (kind) => {
    const { companyId } = company
    const caller = kind === 'member' ? await addMember(sql, companyId) : await addKey(sql, companyId)
    const id = await addReady()
    expect((await listBackups(caller, place())).items).toHaveLength(1)
    const refused = expect.objectContaining({ code: 'not_allowed' })
    expect(() => requestBackup(caller, place())).toThrow(refused)
    expect(() => restoreBackup(caller, of(id))).toThrow(refused)
    expect(() => deleteBackup(caller, of(id))).toThrow(refused)
  })
  it('or belongs to another company finds nothing', async () => {
    const stranger = (await addCompany(sql)).owner
    await expect(listBackups(stranger, place())).rejects.toMatchObject({ code: 'not_found' })
    await expect(requestBackup(stranger, place())).rejects.toMatchObject({ code: 'not_found' })
  })
})
