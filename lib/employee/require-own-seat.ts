import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'

/** @throws AppError `limit_reached` for whoever was hired beyond the seats that were paid in the end: they rest until there is one. */
export async function requireOwnSeat(tx: Tx, { id, name }: { id: string; name: string }): Promise<void> {
  const desk = await tx
    .selectFrom('desks')
    .where('employeeId', '=', id)
    .where('seatless', '=', true)
    .select('id')
    .executeTakeFirst()
  if (!desk) return
  throw new AppError('limit_reached', {
    detail: `More work here than there are seats, and ${name} has none. Nothing was changed. Add a seat on the page Billing, or let somebody go first.`,
  })
}
