// Backups, restores and moves with real orchestrators, killed at every step. At the desks runs the stand-in; a home of OpenClaw itself is packed and
// put back in orchestrator/fleet/whole-life.process.test.ts.
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addCompany, addMember, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { gatewaysOf, onlyGateway } from '#tests/support/desk-installation.ts'
import { addAnswer, addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import {
  type OrchestratorHome,
  type OrchestratorProcess,
  openOrchestratorHome,
} from '#tests/support/orchestrator.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

const withinMs = 60_000
const patiently = { timeout: withinMs, interval: 200 }

let fresh: FreshDatabase
let pool: pg.Pool
let archives: Awaited<ReturnType<typeof makeFolder>>
let home: OrchestratorHome
let other: OrchestratorHome
let orchestrator: OrchestratorProcess
let ada: Employee

const shared = () => ({ DESK_ARCHIVE_DIR: archives.path, DESK_WARM_MIN: '0' })

beforeAll(async () => {
  fresh = await freshDatabase()
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  archives = await makeFolder('deskhand-archives-')
  home = await openOrchestratorHome(fresh.databaseUrl, { openclaw: 'stand-in' })
  other = await openOrchestratorHome(fresh.databaseUrl, { openclaw: 'stand-in' })
  orchestrator = await home.start(shared())
  const { companyId } = await addCompany(pool)
  ada = await addEmployee(pool, companyId)
  await untilReady()
})
afterAll(async () => {
  await home.close()
  await other.close()
  await pool.end()
  await fresh.drop()
  await archives.remove()
})

const place = () => ({ company_id: ada.companyId, employee_id: ada.employeeId })
const readRow = async (table: string, id: string) =>
  (await pool.query(`select * from ${table} where id = $1`, [id])).rows[0]
const desk = () => readRow('desks', ada.deskId)
const untilReady = () =>
  vi.waitFor(
    async () => expect(await desk()).toMatchObject({ observed_state: 'ready', observed_phase: 'ready' }),
    patiently,
  )
const untilState = (table: string, id: string, state: string) =>
  vi.waitFor(async () => expect(await readRow(table, id)).toMatchObject({ state }), patiently)
const inWorkspace = (at: OrchestratorHome, file: string) =>
  join(at.home, 'desks', ada.deskId, 'home/.openclaw/workspace', file)
const remember = (words: string) => writeFile(inWorkspace(home, 'MEMORY.md'), words)
const memory = (at = home) => readFile(inWorkspace(at, 'MEMORY.md'), 'utf8')
const soul = () => readFile(inWorkspace(home, 'SOUL.md'), 'utf8')
const askForBackup = async () => String((await insertRow(pool, 'home_archives', place())).id)
const askForRestore = async (archiveId: string) =>
  String((await insertRow(pool, 'home_restores', { ...place(), archive_id: archiveId })).id)

async function backedUp(): Promise<string> {
  const id = await askForBackup()
  await untilState('home_archives', id, 'ready')
  await untilReady()
  return id
}

describe('a backup', () => {
  it('stops the desk for a moment, says so, and the desk goes on', async () => {
    await remember('first')
    const { pid } = await onlyGateway(home.home, ada.deskId)
    const phases = new Set<string>()
    const id = await askForBackup()
    await vi.waitFor(
      async () => {
        phases.add((await desk()).observed_phase)
        expect(await readRow('home_archives', id)).toMatchObject({ state: 'ready', left_out: 0 })
      },
      { timeout: withinMs, interval: 5 },
    )
    expect([...phases]).toEqual(expect.arrayContaining(['making_backup']))
    await untilReady()
    expect((await onlyGateway(home.home, ada.deskId)).pid).not.toBe(pid)
    expect(await memory()).toBe('first')
    expect(await readdir(archives.path)).toEqual([`${ada.deskId}-${id}.home`])
  })

  it('waits while an answer is being written', async () => {
    const { pid } = await onlyGateway(home.home, ada.deskId)
    const author = await addMember(pool, ada.companyId)
    const asked = await addMessage(pool, ada, author, { text: 'Take your time.' })
    const answer = await addAnswer(pool, ada, asked, { status: 'streaming' })
    const id = await askForBackup()
    const { observed_at: lookedAt } = await desk()
    await pool.query('update employees set personality = personality where id = $1', [ada.employeeId])
    await vi.waitFor(async () =>
      expect((await readRow('hosts', (await desk()).host_id)).seen_at > lookedAt).toBe(true),
    )
    expect((await onlyGateway(home.home, ada.deskId)).pid).toBe(pid)
    expect((await readRow('home_archives', id)).state).toBe('wanted')
    await pool.query("update messages set status = 'complete', finished_at = now() where id = $1", [answer])
    await untilState('home_archives', id, 'ready')
    await untilReady()
  })

  it('is put back: memory as it was, our own files as they are wanted now', async () => {
    await remember('before')
    const id = await backedUp()
    await remember('after')
    await writeFile(inWorkspace(home, 'later.txt'), 'x')
    await pool.query("update employees set name = 'Grace' where id = $1", [ada.employeeId])
    await vi.waitFor(async () => expect(await soul()).toContain('Grace'), patiently)
    const restore = await askForRestore(id)
    await untilState('home_restores', restore, 'done')
    await untilReady()
    expect(await memory()).toBe('before')
    await expect(readFile(inWorkspace(home, 'later.txt'))).rejects.toThrow(/ENOENT/)
    expect(await soul()).toContain('Grace')
  })

  it('that was tampered with is refused, and the desk goes on with what it has', async () => {
    const id = await backedUp()
    const file = join(archives.path, `${ada.deskId}-${id}.home`)
    const bytes = await readFile(file)
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000)
    await writeFile(file, bytes)
    await remember('newest')
    const restore = await askForRestore(id)
    await untilState('home_restores', restore, 'failed')
    await untilReady()
    expect((await readRow('home_restores', restore)).failure.code).toBe('damaged')
    expect(await memory()).toBe('newest')
  })

  it('that is deleted loses its file', async () => {
    const id = await backedUp()
    await pool.query('update home_archives set discarded_at = now() where id = $1', [id])
    await untilState('home_archives', id, 'expired')
    expect(await readdir(archives.path)).not.toContain(`${ada.deskId}-${id}.home`)
  })
})

describe('kill -9 of the orchestrator', () => {
  async function crashedAt(crashAt: string, ask: () => Promise<string>): Promise<string> {
    await orchestrator.kill()
    const fragile = await home.start({ ...shared(), DESKHAND_CRASH_AT: crashAt })
    const id = await ask()
    await fragile.exited
    orchestrator = await home.start(shared())
    return id
  }

  it.each(['stop:after', 'back_up:before', 'back_up:after'])(
    'at %s of a backup: it is made, and one gateway runs over the same home',
    async (crashAt) => {
      await remember(crashAt)
      const id = await crashedAt(crashAt, askForBackup)
      await untilState('home_archives', id, 'ready')
      await untilReady()
      await onlyGateway(home.home, ada.deskId)
      expect(await memory()).toBe(crashAt)
      expect((await readdir(archives.path)).filter((name) => name.includes(id))).toHaveLength(1)
    },
  )

  it('in the middle of packing: no half backup is offered, nothing of it stays, and it is made whole', async () => {
    const before = await readdir(archives.path)
    const begun = async () => (await readdir(archives.path)).filter((name) => !before.includes(name))
    await remember('packed in the end')
    // Takes a second at least to pack, and no room on the disk. It comes last: names are packed in their order.
    const large = inWorkspace(home, 'zeros')
    await writeFile(large, '')
    await truncate(large, 1024 ** 3)
    const id = await askForBackup()
    await vi.waitFor(
      async () => {
        const [draft = ''] = await begun()
        expect((await stat(join(archives.path, draft))).size).toBeGreaterThan(0)
        expect(draft).toMatch(/^\.making-/)
      },
      { timeout: withinMs, interval: 5 },
    )
    await orchestrator.kill()
    expect(await begun()).toEqual([expect.stringMatching(/^\.making-/)])
    expect(await readRow('home_archives', id)).toMatchObject({ state: 'making', file: null, bytes: null })
    await rm(large)
    orchestrator = await home.start(shared())
    await untilState('home_archives', id, 'ready')
    await untilReady()
    const file = `${ada.deskId}-${id}.home`
    expect(await begun()).toEqual([file])
    const bytes = await readFile(join(archives.path, file))
    expect(await readRow('home_archives', id)).toMatchObject({
      attempts: 2,
      file,
      bytes: String(bytes.length),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    await remember('not packed')
    await untilState('home_restores', await askForRestore(id), 'done')
    await untilReady()
    expect(await memory()).toBe('packed in the end')
  })

  it.each(['restore_home:before', 'restore_home:after'])(
    'at %s: the home is what was packed, whole',
    async (crashAt) => {
      await remember('packed')
      const archive = await backedUp()
      await remember('not packed')
      const id = await crashedAt(crashAt, () => askForRestore(archive))
      await untilState('home_restores', id, 'done')
      await untilReady()
      await onlyGateway(home.home, ada.deskId)
      expect(await memory()).toBe('packed')
    },
  )
})

describe('a move to another host', () => {
  let otherOrchestrator: OrchestratorProcess
  const hostOf = async (at: OrchestratorHome) => {
    const name = (await readFile(join(at.home, 'host-name'), 'utf8')).trim()
    return String((await pool.query('select id from hosts where name = $1', [name])).rows[0].id)
  }
  const askForMove = async (to: OrchestratorHome) =>
    String(
      (await insertRow(pool, 'home_archives', { ...place(), kind: 'move', to_host_id: await hostOf(to) })).id,
    )

  /** Looks at the machine all the while: never at both hosts at once. */
  async function watched(at: OrchestratorHome): Promise<void> {
    let most = 0
    await vi.waitFor(
      async () => {
        const [here, there] = [
          await gatewaysOf(home.home, ada.deskId),
          await gatewaysOf(other.home, ada.deskId),
        ]
        most = Math.max(most, here.length + there.length)
        expect(await desk()).toMatchObject({ host_id: await hostOf(at), observed_state: 'ready' })
      },
      { timeout: 2 * withinMs, interval: 50 },
    )
    expect(most).toBe(1)
  }

  it('takes the home along; exactly one host runs the desk, and the first one clears up', async () => {
    otherOrchestrator = await other.start(shared())
    await vi.waitFor(
      async () => expect(await otherOrchestrator.readyz()).toMatchObject({ status: 200 }),
      patiently,
    )
    await remember('moved')
    await askForMove(other)
    await watched(other)
    expect(await memory(other)).toBe('moved')
    expect(await gatewaysOf(home.home, ada.deskId)).toEqual([])
    await vi.waitFor(
      async () => expect(await readdir(join(home.home, 'desks'))).not.toContain(ada.deskId),
      patiently,
    )
  })

  it.each(['move_home:before', 'move_home:after'])('survives a kill at %s', async (crashAt) => {
    await otherOrchestrator.kill()
    const fragile = await other.start({ ...shared(), DESKHAND_CRASH_AT: crashAt })
    const [from, to] = [other, home]
    await vi.waitFor(async () => expect((await desk()).observed_state).toBe('ready'), patiently)
    await askForMove(to)
    await fragile.exited
    otherOrchestrator = await from.start(shared())
    await watched(to)
    expect(await memory(to)).toBe('moved')
    // And back, for the next round.
    await askForMove(from)
    await watched(from)
    expect(await memory(from)).toBe('moved')
  })
})
