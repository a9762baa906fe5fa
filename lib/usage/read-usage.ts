// What a company's model calls came to in a range of days.
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import type { Usage, UsageFigures, UsageQuery } from '#lib/wire/usage.ts'
import { addUp, type UsageSum } from './add-up.ts'
import { rangeOf, upTo } from './days.ts'
import { daysFrom, figuresOf, kindsFrom, modelsFrom, totalOf, totalsBy } from './fold.ts'
import { readMonth } from './read-month.ts'

/** @throws AppError `invalid` for days that are no range */
export function readUsage(caller: CompanyCaller, query: UsageQuery): Promise<Usage> {
  authorize(caller, 'usage.read')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    const { today, firstCallAt, month } = await readMonth(tx, companyId)
    const range = rangeOf(query, today)
    const sums = await addUp(tx, companyId, range)
    const days = daysFrom(sums, upTo(range, today))
    return {
      ...range,
      total: totalOf(days),
      days,
      employees: await nameEmployees(tx, companyId, totalsBy(sums, 'employee')),
      models: modelsFrom(totalsBy(sums, 'model')),
      kinds: kindsFrom(totalsBy(sums, 'kind')),
      ...(await nameTasks(
        tx,
        companyId,
        sums.filter(({ by }) => by === 'task'),
      )),
      month,
      firstCallAt,
    }
  })
}

async function nameEmployees(
  tx: Tx,
  companyId: string,
  totals: readonly [string, UsageFigures][],
): Promise<Usage['employees']> {
  if (totals.length === 0) return []
  const rows = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .select(['id', 'name', 'firedAt'])
    .execute()
  const named = new Map(rows.map((row) => [row.id, row]))
  return totals.map(([key, figures]) => {
    const employee = named.get(key)
    return {
      employeeId: employee?.id ?? null,
      name: employee?.name ?? '',
      hasLeft: (employee?.firedAt ?? null) !== null,
      ...figures,
    }
  })
}

async function nameTasks(
  tx: Tx,
  companyId: string,
  sums: readonly UsageSum[],
): Promise<Pick<Usage, 'tasks' | 'taskCount'>> {
  if (sums.length === 0) return { tasks: [], taskCount: 0 }
  const ids = sums.map(({ key }) => key)
  const rows = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', 'in', ids)
    .select(['id', 'number', 'title'])
    .execute()
  const named = new Map(rows.map((row) => [row.id, row]))
  const tasks = sums.flatMap((sum) => {
    const task = named.get(sum.key)
    return task ? [{ taskId: task.id, number: task.number, title: task.title, ...figuresOf(sum) }] : []
  })
  return { tasks, taskCount: sums[0]?.ofAll ?? 0 }
}
