import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { pageAfter, pageCursor } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { Employee } from '#lib/wire/employee.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import { selectEmployees, toWire } from './employee-row.ts'
import { readerOf } from './reader.ts'

/** As exact as a cursor tells it: Postgres keeps microseconds, JavaScript milliseconds. */
const hiredAt = sql<Date>`date_trunc('milliseconds', employee.hired_at)`

/** Everybody who works here or is leaving and can still be taken back, in the order they were hired. */
export function listEmployees(
  caller: CompanyCaller,
  input: ListQuery,
): Promise<{ items: Employee[]; nextCursor: string | null }> {
  authorize(caller, 'employees.read')
  return transact(caller, async (tx) => {
    const after = pageAfter(input.cursor)
    let query = selectEmployees(tx, caller.companyId, readerOf(caller)).where('employee.leftAt', 'is', null)
    if (after) {
      query = query.where((eb) =>
        eb.or([
          eb(hiredAt, '>', after.at),
          eb.and([eb(hiredAt, '=', after.at), eb('employee.id', '>', after.id)]),
        ]),
      )
    }
    const rows = await query
      .orderBy(hiredAt)
      .orderBy('employee.id')
      .limit(input.limit + 1)
      .execute()
    const items = rows.slice(0, input.limit)
    const last = rows.length > input.limit ? items.at(-1) : undefined
    return { items: items.map(toWire), nextCursor: last ? pageCursor(last.hiredAt, last.id) : null }
  })
}
