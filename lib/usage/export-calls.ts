// Every call of a range as lines of CSV, a page of rows at a time: however many there are, few are held at once.
import { type RawBuilder, sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import type { UsageQuery } from '#lib/wire/usage.ts'
import { kindOfCall } from './calls.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import { type DayRange, dayOf, plusDays, rangeOf } from './days.ts'

interface CallRow {
  id: string
  /** In microseconds, as the database keeps it: a cursor must not round. */
  startedAt: string
  settledAt: string | null
  employeeId: string | null
  employee: string | null
  kind: string
  task: number | null
  title: string | null
  model: string
  practice: boolean
  state: string
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  costMicros: number
}

export const csvColumns = [
  'started_at',
  'settled_at',
  'kind',
  'employee',
  'employee_id',
  'task_number',
  'task_title',
  'model',
  'answered_by',
  'state',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cost_usd',
  'cost_micros',
] as const

const pageRows = 2000

export interface CallExport {
  range: DayRange
  /** A piece for each page of rows, the heading first. */
  pieces: AsyncGenerator<string>
}

/** @throws AppError `invalid` for days that are no range, before the first piece */
export function exportCalls(caller: CompanyCaller, query: UsageQuery): CallExport {
  authorize(caller, 'usage.read')
  const range = rangeOf(query, dayOf(new Date()))
  return { range, pieces: piecesOf(caller, range) }
}

async function* piecesOf(caller: CompanyCaller, range: DayRange): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(csvColumns)
  let last: CallRow | undefined
  do {
    const rows = await readPage(caller, range, last)
    if (rows.length > 0) yield rows.map(lineOf).join('')
    last = rows.length === pageRows ? rows.at(-1) : undefined
  } while (last)
}

const isoTime = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** In a transaction of its own: a reader who is slow holds none open, and one who loses the right gets no more. */
function readPage(
  caller: CompanyCaller,
  { from, to }: DayRange,
  after: CallRow | undefined,
): Promise<CallRow[]> {
  authorize(caller, 'usage.read')
  const isAfter = after
    ? sql`and (l.started_at, l.id) > (${after.startedAt}::timestamptz, ${after.id}::uuid)`
    : sql``
  return transact(caller, async (tx) => {
    const { rows } = await sql<CallRow>`
      select l.id, ${isoTime(sql`l.started_at`)} as started_at, ${isoTime(sql`l.settled_at`)} as settled_at,
        l.employee_id, e.name as employee, ${kindOfCall} as kind, t.number as task, t.title, l.model, l.practice, l.state,
        l.input_tokens, l.output_tokens, l.cache_read_tokens, l.cache_write_tokens, l.cost_micros
      from ledger_entries l
        left join employees e on e.company_id = l.company_id and e.id = l.employee_id
        left join runs r on r.company_id = l.company_id and r.id = l.run_id
        left join plans p on p.company_id = l.company_id and p.id = l.plan_id
        left join tasks t on t.company_id = l.company_id and t.id = coalesce(r.task_id, p.task_id)
      where l.company_id = ${caller.companyId}
        and l.started_at >= ${from}::timestamp at time zone 'UTC'
        and l.started_at < ${plusDays(to, 1)}::timestamp at time zone 'UTC'
        ${isAfter}
      order by l.started_at, l.id limit ${pageRows}`.execute(tx)
    return rows
  })
}

const microsPerDollar = 1_000_000

function lineOf(row: CallRow): string {
  return csvLine([
    row.startedAt,
    row.settledAt,
    row.kind,
    row.employee,
    row.employeeId,
    row.task,
    row.title,
    row.model,
    row.practice ? 'practice model' : 'model',
    row.state,
    row.inputTokens,
    row.outputTokens,
    row.cacheReadTokens,
    row.cacheWriteTokens,
    (row.costMicros / microsPerDollar).toFixed(6),
    row.costMicros,
  ])
}
