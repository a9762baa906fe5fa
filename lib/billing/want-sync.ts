// Hints of our own: after something was changed at Stripe, and while somebody waits for it to be known here.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

/** Answers with the number of the hint; null for a company without a customer. */
export async function wantSync(caller: CompanyCaller): Promise<number | null> {
  const { rows } = await transact(caller, (tx) =>
    sql<{ number: number | null }>`select deskhand.want_sync() as number`.execute(tx),
  )
  return rows[0]?.number ?? null
}

const lookEveryMs = 100

/** Whether the hint was followed within that time. */
export async function untilFollowed(caller: CompanyCaller, hint: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (!(await isFollowed(caller, hint))) {
    if (Date.now() >= deadline) return false
    await sleep(lookEveryMs)
  }
  return true
}

async function isFollowed(caller: CompanyCaller, hint: number): Promise<boolean> {
  const found = await transact(caller, (tx) =>
    tx
      .selectFrom('billingCustomers')
      .where('companyId', '=', caller.companyId)
      .select('syncDone')
      .executeTakeFirst(),
  )
  return (found?.syncDone ?? 0) >= hint
}
