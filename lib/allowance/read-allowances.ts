// What may be spent, what was spent of it, and what calls under way hold back.
import { sql } from 'kysely'
import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { capFigures } from './cap-figures.ts'

export interface Allowance {
  scope: 'company' | 'employee' | 'task'
  /** Of the company, the employee or the task. */
  id: string
  capMicros: number
  spentMicros: number
  reservedMicros: number
  /** Since the first of this month (UTC), or since ever: a task, and a company before it pays. */
  counts: 'month' | 'always'
  /** Whether somebody set it; otherwise it is what the plan says. */
  isOwn: boolean
}

export interface Allowances {
  company: Allowance & {
    /** It may be set up to this: what the plan includes for all seats, and what was given on top. */
    ceilingMicros: number
  }
  employees: (Allowance & { name: string; hasLeft: boolean })[]
  /** The task that was asked for, then what it is a part of. */
  tasks: (Allowance & { title: string })[]
}

const inputShape = z.strictObject({ taskId: z.uuid().optional() })

/** Of the company, everybody who works there or has spent this month, and of a task where one is named. */
export function readAllowances(
  caller: CompanyCaller,
  input: z.input<typeof inputShape> = {},
): Promise<Allowances> {
  authorize(caller, 'usage.read')
  const { taskId = null } = parseInput(inputShape, input)
  return transact(caller, async (tx) => {
    const { companyId } = caller
    const { ceilingMicros, ...company } = await readCompany(tx, companyId)
    return {
      company: { ...company, ceilingMicros },
      employees: await readEmployees(tx, companyId),
      tasks: taskId === null ? [] : await readTasks(tx, companyId, taskId),
    }
  })
}

const counted = sql`coalesce(spend.spent_micros, 0) as spent_micros, coalesce(spend.reserved_micros, 0) as reserved_micros,
  case when caps.period = date '1970-01-01' then 'always' else 'month' end as counts`
const itsCounter = sql`left join spend on spend.company_id = caps.company_id and spend.scope = caps.scope
  and spend.subject_id = caps.subject_id and spend.period = caps.period`

async function readCompany(tx: Tx, companyId: string): Promise<Allowances['company']> {
  // On trial there are two counters, and the one of the whole trial is never behind the one of the month.
  const { rows } = await sql<Allowances['company']>`
    select caps.scope, caps.subject_id as id, caps.cap_micros, ${counted}, company.cap_micros is not null as is_own,
      company.included_micros + company.extra_micros as ceiling_micros
    from companies company
    cross join lateral (select company.id as company_id, one.* from
      deskhand.caps_of(company.id, null, '{}', now(), ${capFigures}::jsonb) one) caps
    ${itsCounter} where company.id = ${companyId} order by caps.place desc limit 1`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('The company of the caller is gone')
  return row
}

async function readEmployees(tx: Tx, companyId: string): Promise<Allowances['employees']> {
  const { rows } = await sql<Allowances['employees'][number]>`
    select caps.scope, caps.subject_id as id, caps.cap_micros, ${counted}, employee.allowance_micros is not null as is_own,
      employee.name, employee.fired_at is not null as has_left
    from employees employee
    cross join lateral (select employee.company_id, one.* from
      deskhand.caps_of(employee.company_id, employee.id, '{}', now(), ${capFigures}::jsonb) one where one.scope = 'employee') caps
    ${itsCounter}
    where employee.company_id = ${companyId} and (employee.fired_at is null or spend.spent_micros > 0)
    order by employee.fired_at is not null, employee.name, employee.id`.execute(tx)
  return rows
}

async function readTasks(tx: Tx, companyId: string, taskId: string): Promise<Allowances['tasks']> {
  const { rows } = await sql<Allowances['tasks'][number]>`
    with recursive above (id, depth) as (
      select ${taskId}::uuid, 1
      union all select task.parent_id, depth + 1 from above join tasks task on task.id = above.id
        where task.parent_id is not null and depth < 20
    )
    select caps.scope, caps.subject_id as id, caps.cap_micros, ${counted}, task.allowance_micros is not null as is_own, task.title
    from deskhand.caps_of(${companyId}, null, (select array_agg(id order by depth) from above), now(), ${capFigures}::jsonb) one
    cross join lateral (select ${companyId}::uuid as company_id, one.*) caps
    join tasks task on task.id = caps.subject_id
    ${itsCounter} where caps.scope = 'task' order by caps.place`.execute(tx)
  return rows
}
