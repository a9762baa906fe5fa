// Where every company stands, by the same pure function that decides what each may do. Light columns only: one look at all of them.
import { sql } from 'kysely'
import { currentSubscription, entitlementOf } from '#lib/billing/entitlement.ts'
import type { Tx } from '#lib/db/database.ts'
import type { Standing } from '#lib/wire/me.ts'

/** By company. With `ids`, only of those. */
export async function readStandings(tx: Tx, ids?: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  if (ids?.length === 0) return new Map()
  let companies = tx
    .selectFrom('companies')
    .select(['id', 'createdAt', 'planKey', 'trialEndsAt', 'suspendedAt', 'chatViews'])
    .select(sql<Date>`now()`.as('now'))
  let subscriptions = tx
    .selectFrom('subscriptions')
    .select([
      'companyId',
      'status',
      'planKey',
      'seats',
      'amountCents',
      'paidCents',
      'cancelsAt',
      'endedAt',
      'pastDueSince',
      'trialEndsAt',
      'periodStartedAt',
      'periodEndsAt',
    ])
    .orderBy('createdAt', 'desc')
  if (ids) {
    companies = companies.where('id', 'in', ids)
    subscriptions = subscriptions.where('companyId', 'in', ids)
  }
  const [found, held] = [await companies.execute(), await subscriptions.execute()]
  const heldBy = Map.groupBy(held, ({ companyId }) => companyId)
  return new Map(
    found.map(({ id, createdAt, now, ...facts }) => {
      const subscription = currentSubscription(heldBy.get(id) ?? [])
      return [id, entitlementOf({ ...facts, foundedAt: createdAt, subscription }, 0, now).standing]
    }),
  )
}
