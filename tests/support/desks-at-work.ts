// One host with ready desks as rows, and what the dispatcher asks about them: no gateway, no process.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { createTask } from '#lib/task/create-task.ts'
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import { claimWork, readFreeDesks } from '#orchestrator/dispatch/claim-work.ts'
import type { RunFacts } from '#orchestrator/dispatch/run.ts'
import { addCompany, type Company } from './company.ts'
import { freshDatabase } from './database.ts'
import { addEmployee, addHost, type Employee } from './employee.ts'

export interface DesksDatabase {
  pool: pg.Pool
  /** A host and a company of their own, with Ada at a ready desk. */
  furnish: () => Promise<DesksAtWork>
  close: () => Promise<void>
}

export interface DesksAtWork {
  company: Company
  hostName: string
  ada: Employee
  addPerson: (name: string, host?: { name: string; runtime: string }) => Promise<Employee>
  give: (more?: Partial<CreateTaskInput>) => Promise<Task>
  forAda: (more?: Partial<CreateTaskInput>) => Promise<Task>
  /** Claims the next task there is; fails when there is none. */
  claimed: () => Promise<RunFacts>
  setDesk: (change: string) => Promise<unknown>
}

export async function openDesksDatabase(): Promise<DesksDatabase> {
  const fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 4, applicationName: 'test' })
  const pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  pool.on('error', () => undefined)
  return {
    pool,
    furnish: () => furnish(pool),
    async close() {
      await pool.end()
      await closeDatabase()
      await fresh.drop()
    },
  }
}

async function furnish(pool: pg.Pool): Promise<DesksAtWork> {
  const company = await addCompany(pool)
  const hostName = `host-${randomUUID()}`
  const hostId = await addHost(pool, { name: hostName })

  const addPerson: DesksAtWork['addPerson'] = async (name, host) => {
    const person = await addEmployee(pool, company.companyId, {
      employee: { name, skills: ['weekly-plan'] },
      desk: {
        host_id: host ? await addHost(pool, host) : hostId,
        desired_state: 'running',
        observed_state: 'ready',
        observed_generation: 1,
      },
    })
    await keepWorkers()
    return person
  }
  const ada = await addPerson('Ada')
  const give: DesksAtWork['give'] = (more = {}) =>
    createTask(company.owner, { title: 'Do it', plan: 'none', ...more })

  return {
    company,
    hostName,
    ada,
    addPerson,
    give,
    forAda: (more = {}) => give({ assigneeId: ada.employeeId, ...more }),
    async claimed() {
      const [desk] = await readFreeDesks(hostName)
      const run = desk && (await claimWork(desk))
      if (!run) throw new Error('Nothing was claimed')
      return run
    },
    setDesk: (change) => pool.query(`update desks set ${change} where id = $1`, [ada.deskId]),
  }
}

export const keepWorkers = () =>
  transactAsOrchestrator((tx) => sql`select deskhand.keep_desk_workers()`.execute(tx))

/** What a function of the orchestrator's answers. */
export async function askAsOrchestrator(call: string): Promise<number> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ n: number }>`select ${sql.raw(call)} as n`.execute(tx),
  )
  return Number(rows[0]?.n)
}
