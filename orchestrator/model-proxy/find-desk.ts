// Whose key this is: a desk that is wanted right now, with its employee and what they are at.
import { sql } from 'kysely'
import { deskOfModelKey, verifyModelKey } from '#lib/desk/desk-keys.ts'
import { callOrchestrator } from './call-orchestrator.ts'

export interface CallingDesk {
  deskId: string
  companyId: string
  employeeId: string
  /** The answer they are writing, if they are. */
  messageId: string | null
  /** The runs of tasks they work on. */
  runIds: string[]
}

/**
 * Undefined for a key that is forged, of an older generation, or of a desk that is gone; `resting` for a desk at which nobody works
 * now: nobody sits there yet, it is to sleep or to pause, or its employee was fired.
 */
export async function findDesk(
  installationSecret: string,
  key: string,
): Promise<CallingDesk | 'resting' | undefined> {
  const named = deskOfModelKey(key)
  if (!named) return undefined
  const desk = await readDesk(named)
  if (!desk || !verifyModelKey(installationSecret, key, named, desk.generation)) return undefined
  const { companyId, employeeId, messageId, runIds } = desk
  if (companyId === null || employeeId === null || !desk.isAtWork) return 'resting'
  return { deskId: named, companyId, employeeId, messageId, runIds }
}

interface DeskRow {
  companyId: string | null
  employeeId: string | null
  messageId: string | null
  runIds: string[]
  generation: number
  isAtWork: boolean
}

function readDesk(deskId: string) {
  return callOrchestrator<DeskRow>(sql`select * from deskhand.calling_desk(${deskId}::uuid)`)
}
