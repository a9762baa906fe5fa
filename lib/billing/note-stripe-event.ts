import { sql } from 'kysely'
import { anonymous } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

/** What is believed of an event whose signature is right. */
export interface StripeEvent {
  id: string
  type: string
  customer: string | null
  isLive: boolean
  createdAt: Date
}

export type EventOutcome = 'followed' | 'repeated' | 'unknown_customer' | 'no_customer' | 'wrong_mode'

/** Keeps the event, once, and counts it as a hint to look at its customer. `isLive` is the mode of our own key. */
export async function noteStripeEvent(
  event: StripeEvent,
  { isLive }: { isLive: boolean },
): Promise<EventOutcome> {
  const { rows } = await transact(anonymous, (tx) =>
    sql<{ outcome: EventOutcome }>`
      select deskhand.note_stripe_event(${event.id}, ${event.type}, ${event.customer}, ${event.isLive}, ${isLive},
        ${event.createdAt}) as outcome`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error('An event was noted without an outcome')
  return row.outcome
}
