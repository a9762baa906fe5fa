import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Standing, standings } from '#lib/wire/me.ts'
import { readStandings } from './read-standings.ts'

export const companiesPerPage = 50

const listCompaniesInput = z.object({
  /** Part of a name or of a member's address; or the whole id, here or at Stripe. */
  search: z.string().trim().max(200).default(''),
  standing: z.enum(standings).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})

export interface CompanyRow {
  id: string
  name: string
  standing: Standing
  planKey: string | null
  foundedAt: Date
  ownerEmail: string | null
  employees: number
  /** What Stripe charges a month, of the subscription that holds. */
  amountCents: number
  currency: string
}

export interface CompanyPage {
  companies: CompanyRow[]
  total: number
  page: number
  pages: number
}

/** The newest first. */
export function listCompanies(
  operator: Operator,
  input: z.input<typeof listCompaniesInput>,
): Promise<CompanyPage> {
  const { search, standing, page } = parseInput(listCompaniesInput, input)
  return transact(operator, async (tx) => {
    const found = await findIds(tx, search)
    const standingOf = await readStandings(tx, search === '' ? undefined : found)
    const ids = standing ? found.filter((id) => standingOf.get(id) === standing) : found
    const pages = Math.max(1, Math.ceil(ids.length / companiesPerPage))
    const shown = Math.min(page, pages)
    const rows = await readRows(tx, ids.slice((shown - 1) * companiesPerPage, shown * companiesPerPage))
    return {
      companies: rows.map((row) => ({ ...row, standing: standingOf.get(row.id) ?? 'looking' })),
      total: ids.length,
      page: shown,
      pages,
    }
  })
}

async function findIds(tx: Tx, search: string): Promise<string[]> {
  let companies = tx.selectFrom('companies').select('companies.id').orderBy('createdAt', 'desc').orderBy('id')
  if (search !== '') {
    const part = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    companies = companies.where((eb) =>
      eb.or([
        eb('companies.name', 'ilike', part),
        eb(sql<string>`companies.id::text`, '=', search.toLowerCase()),
        eb.exists(
          eb
            .selectFrom('members')
            .whereRef('members.companyId', '=', 'companies.id')
            .where('members.email', 'ilike', part)
            .select('members.userId'),
        ),
        eb.exists(
          eb
            .selectFrom('billingCustomers')
            .whereRef('billingCustomers.companyId', '=', 'companies.id')
            .where('billingCustomers.stripeCustomerId', '=', search)
            .select('billingCustomers.companyId'),
        ),
        eb.exists(
          eb
            .selectFrom('subscriptions')
            .whereRef('subscriptions.companyId', '=', 'companies.id')
            .where('subscriptions.id', '=', search)
            .select('subscriptions.id'),
        ),
      ]),
    )
  }
  return (await companies.execute()).map(({ id }) => id)
}

async function readRows(tx: Tx, ids: readonly string[]): Promise<Omit<CompanyRow, 'standing'>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Omit<CompanyRow, 'standing'>>`
    select c.id, c.name, c.plan_key, c.created_at as founded_at,
      (select email::text from members m where m.company_id = c.id and m.role = 'owner' order by joined_at limit 1) as owner_email,
      (select count(*)::int from employees e where e.company_id = c.id and e.fired_at is null) as employees,
      coalesce(paid.amount_cents, 0) as amount_cents, coalesce(paid.currency, 'usd') as currency
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join companies c on c.id = wanted.id
    left join lateral (
      select amount_cents, currency from subscriptions s
      where s.company_id = c.id and s.status in ('active', 'past_due', 'trialing') order by created_at desc limit 1
    ) paid on true
    order by wanted.place`.execute(tx)
  return rows
}
