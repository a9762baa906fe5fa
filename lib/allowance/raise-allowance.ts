// Sets what may be spent: up, when work is to go on, or down. The company's never exceeds what its plan includes.
import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactTogether } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Allowance, type Allowances, readAllowances } from './read-allowances.ts'

/** A slip of the finger is no allowance: nobody means more than a million dollars. */
const mostMicros = 1_000_000_000_000
const sum = z.int('This is no amount').min(0, 'At least $0').max(mostMicros, 'At most $1,000,000')

const inputShape = z
  .strictObject({
    scope: z.enum(['company', 'employee', 'task']),
    /** Of the employee or the task. */
    id: z.uuid().optional(),
    toMicros: sum.optional(),
    byMicros: sum.optional(),
  })
  .refine(({ scope, id }) => (scope === 'company') === (id === undefined), {
    path: ['id'],
    error: 'Name the employee or the task, and nothing for the company',
  })
  .refine(({ toMicros, byMicros }) => (toMicros === undefined) !== (byMicros === undefined), {
    path: ['toMicros'],
    error: 'Say the new allowance, or by how much to raise it',
  })

/**
 * Answers with how it stands then.
 * @throws AppError `limit_reached` beyond what the company's plan includes, `not_found`, `invalid`
 */
export function raiseAllowance(caller: CompanyCaller, input: z.input<typeof inputShape>): Promise<Allowance> {
  authorize(caller, 'allowances.change')
  const { scope, id, toMicros, byMicros } = parseInput(inputShape, input)
  return transactTogether(caller, async (tx) => {
    await lockRow(tx, caller, scope, id)
    const all = await readAllowances(caller, scope === 'task' ? { taskId: id } : {})
    const present = allowanceIn(all, scope, id)
    if (!present) throw notFound(scope)
    const wanted = toMicros ?? present.capMicros + (byMicros ?? 0)
    if (scope === 'company') refuseBeyond(all.company, wanted)
    await write(tx, caller, scope, id, wanted)
    const { capMicros: fromMicros } = present
    await record(tx, {
      companyId: caller.companyId,
      action: 'allowance.changed',
      ...(id !== undefined && { subjectId: id }),
      details: { scope, fromMicros, toMicros: wanted },
    })
    return { ...present, capMicros: wanted, isOwn: true }
  })
}

function allowanceIn(
  { company, employees, tasks }: Allowances,
  scope: Allowance['scope'],
  id: string | undefined,
): Allowance | undefined {
  if (scope === 'company') return company
  return [...employees, ...tasks].find((one) => one.scope === scope && one.id === id)
}

/** @throws AppError `limit_reached` */
export function refuseBeyond({ ceilingMicros, counts }: Allowances['company'], wanted: number): void {
  if (wanted <= ceilingMicros) return
  const dollars = `$${(ceilingMicros / 1_000_000).toFixed(2)}`
  throw new AppError('limit_reached', {
    detail:
      counts === 'always'
        ? `Before the first payment ${dollars} of model use is included, and the company's allowance cannot be more. Nothing was changed. What the plan includes begins with its first payment.`
        : `The plan includes ${dollars} of model use for all of its seats, and the company's allowance cannot be more. Nothing was changed. Choose a larger plan or add a seat; each brings its own share.`,
    fields: { toMicros: `At most ${dollars}` },
  })
}

const tableOf = { company: 'companies', employee: 'employees', task: 'tasks' } as const

/** Two who raise it by something at once raise it by both. */
async function lockRow(
  tx: Tx,
  { companyId }: CompanyCaller,
  scope: Allowance['scope'],
  id: string | undefined,
): Promise<void> {
  await tx
    .selectFrom(tableOf[scope])
    .select('id')
    .where('id', '=', id ?? companyId)
    .forNoKeyUpdate()
    .execute()
}

async function write(
  tx: Tx,
  { companyId }: CompanyCaller,
  scope: Allowance['scope'],
  id: string | undefined,
  micros: number,
): Promise<void> {
  if (scope === 'company')
    await tx.updateTable('companies').set({ capMicros: micros }).where('id', '=', companyId).execute()
  else
    await tx
      .updateTable(tableOf[scope])
      .set({ allowanceMicros: micros })
      .where('companyId', '=', companyId)
      .where('id', '=', id ?? '')
      .execute()
}
