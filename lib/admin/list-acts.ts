import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { cutPage, pageAfter } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'

export interface ActRow {
  id: string
  at: Date
  operatorEmail: string
  action: string
  companyId: string
  companyName: string
  reason: string
  details: z.output<typeof actDetails>
}

const actDetails = z
  .object({
    days: z.number().optional(),
    endsAt: z.string().optional(),
    fromMicros: z.number().optional(),
    toMicros: z.number().optional(),
    template: z.string().optional(),
  })
  .catch({})

const perPage = 50

/** What operators did, the newest first; with `companyId`, to that company. */
export function listActs(
  operator: Operator,
  input: { companyId?: string; cursor?: string | undefined } = {},
): Promise<{ acts: ActRow[]; nextCursor: string | null }> {
  const start = pageAfter(input.cursor)
  return transact(operator, async (tx) => {
    let query = tx
      .selectFrom('operatorActs as act')
      .innerJoin('companies', 'companies.id', 'act.companyId')
      .select([
        'act.id',
        'act.at',
        'act.operatorEmail',
        'act.action',
        'act.companyId',
        'companies.name as companyName',
        'act.reason',
        'act.details',
      ])
      .orderBy('act.at', 'desc')
      .orderBy('act.id', 'desc')
      .limit(perPage + 1)
    if (input.companyId) query = query.where('act.companyId', '=', input.companyId)
    if (start) {
      query = query.where((eb) =>
        eb.or([eb('act.at', '<', start.at), eb('act.at', '=', start.at).and('act.id', '<', start.id)]),
      )
    }
    const { rows, nextCursor } = cutPage(await query.execute(), perPage, (row) => row.at)
    return { acts: rows.map((row) => ({ ...row, details: actDetails.parse(row.details) })), nextCursor }
  })
}
