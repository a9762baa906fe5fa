// An employee alone in a company, and a home for orchestrators whose desks run the stand-in.
import pg from 'pg'
import type { Member } from '#lib/access/caller.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from './company.ts'
import { freshDatabase } from './database.ts'
import { onlyGateway } from './desk-installation.ts'
import { addEmployee, type Employee } from './employee.ts'
import { type OrchestratorHome, openOrchestratorHome } from './orchestrator.ts'

export interface OneDesk {
  pool: pg.Pool
  home: OrchestratorHome
  member: Member
  ada: Employee
  /** The process of the only gateway there is. */
  gateway: () => Promise<number>
  close: () => Promise<void>
}

export async function openOneDesk(): Promise<OneDesk> {
  const fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  const pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  const home = await openOrchestratorHome(fresh.databaseUrl, { openclaw: 'stand-in' })
  const { companyId, owner } = await addCompany(pool)
  const ada = await addEmployee(pool, companyId)
  return {
    pool,
    home,
    member: owner,
    ada,
    gateway: async () => (await onlyGateway(home.home, ada.deskId)).pid,
    async close() {
      await home.close()
      await pool.end()
      await closeDatabase()
      await fresh.drop()
    },
  }
}
