import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { capFigures } from './cap-figures.ts'

export interface Cap {
  scope: 'company' | 'employee' | 'task'
  subjectId: string
  capMicros: number
  spentMicros: number
  reservedMicros: number
}

export interface WhoseCall {
  companyId: string
  employeeId: string | null
  runId: string | null
  planId: string | null
  wantedMicros: number
}

/** The first cap that has no room for such a call; undefined where all of them have. */
export async function findRefusingCap(tx: Tx, call: WhoseCall): Promise<Cap | undefined> {
  const { companyId, employeeId, runId, planId, wantedMicros } = call
  const { rows } = await sql<Cap>`
    select * from deskhand.refusing_cap(${companyId}, ${employeeId}, ${runId}, ${planId}, ${wantedMicros}, ${capFigures}::jsonb)`.execute(
    tx,
  )
  return rows[0]
}

/** Until the transaction ends nobody else of the company raises one: what is there to raise is then known. */
export async function lockCaps(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.caps:' || ${companyId}::text, 0))`.execute(
    tx,
  )
}

/** @throws AppError `limit_reached` where a company's plan includes no more. The caller is authorised already. */
export async function raiseCap(tx: Tx, caller: CompanyCaller, cap: Cap, byMicros: number): Promise<void> {
  const { companyId } = caller
  const { scope, subjectId, capMicros } = cap
  const toMicros = capMicros + byMicros
  if (scope === 'company') await raiseCompany(tx, companyId, toMicros)
  else
    await tx
      .updateTable(scope === 'task' ? 'tasks' : 'employees')
      .set({ allowanceMicros: toMicros })
      .where('companyId', '=', companyId)
      .where('id', '=', subjectId)
      .execute()
  await record(tx, {
    companyId,
    action: 'allowance.raised',
    subjectId,
    details: { scope, fromMicros: capMicros, toMicros },
  })
}

async function raiseCompany(tx: Tx, companyId: string, toMicros: number): Promise<void> {
  const { includedMicros, extraMicros } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select(['includedMicros', 'extraMicros'])
    .executeTakeFirstOrThrow()
  if (toMicros > includedMicros + extraMicros)
    throw new AppError('limit_reached', {
      detail:
        'The plan does not include that much for a month. Nothing was changed. Add a seat or choose a larger plan; it also begins anew with the next month.',
    })
  await tx.updateTable('companies').set({ capMicros: toMicros }).where('id', '=', companyId).execute()
}
