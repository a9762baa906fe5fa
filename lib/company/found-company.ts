import { sql } from 'kysely'
import type { Visitor } from '#lib/access/caller.ts'
import { claimLooking } from '#lib/billing/claim-looking.ts'
import { settleTerms } from '#lib/billing/settle-terms.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'

/** The company of a fresh sign-up. Asking twice gives the same one. Returns its id. */
export async function foundCompany(
  visitor: Visitor,
  input: { name?: string; founderName?: string } = {},
): Promise<string> {
  const name = input.name?.trim() || companyNameFor(visitor.email)
  const id = await transact(visitor, async (tx) => {
    const { rows } = await sql<{ id: string | null }>`
      select deskhand.found_company(${name.slice(0, 120)}, ${input.founderName ?? ''}) as id`.execute(tx)
    const founded = rows[0]?.id
    if (!founded) return undefined
    await sql`select set_config('deskhand.company_id', ${founded}, true)`.execute(tx)
    await claimLooking(tx, founded, visitor.email)
    await settleTerms(tx, founded)
    return founded
  })
  if (!id)
    throw new AppError('internal', {
      detail: 'Your company could not be set up. Nothing was lost; try again.',
    })
  return id
}

/** ada@lovelace-works.com -> "Lovelace Works"; an address at a mail provider gives "Ada's company". */
export function companyNameFor(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const host = domain.split('.')[0] ?? ''
  if (!host || mailProviders.has(host))
    return `${titled(local.split(/[.+_-]/)[0] ?? '') || 'My'}'s company`.replace("My's", 'My')
  return titled(host)
}

const mailProviders = new Set(
  'gmail googlemail outlook hotmail live yahoo icloud me proton protonmail gmx web fastmail aol mail example'.split(
    ' ',
  ),
)

function titled(words: string): string {
  return words
    .split(/[-_]/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
