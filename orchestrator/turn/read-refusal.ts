// Why the model was refused: the gateway does not say, the model proxy's row does (docs/gateway.md).
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isBeforePayingOfRefused, raisableOfRefused } from '#lib/allowance/raisable.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Refusal } from '#lib/question/ask-to-continue.ts'
import { refusalReasons } from '#lib/wire/refusal.ts'

const shape = z.object({
  reason: z.enum(refusalReasons),
  capMicros: z.number().nullable(),
  spentMicros: z.number().nullable(),
  wantedMicros: z.number(),
  raisableMicros: z.number().nullable(),
  isBeforePaying: z.boolean(),
  said: z.string(),
})

/** The last of an answer, of a plan, or of a run since it began or last went on. */
export async function readRefusal(
  of: { messageId: string } | { runId: string } | { planId: string },
): Promise<Refusal | undefined> {
  const mine =
    'messageId' in of
      ? sql`refused.message_id = ${of.messageId}`
      : 'runId' in of
        ? sql`refused.run_id = ${of.runId}`
        : sql`refused.plan_id = ${of.planId}`
  return readFirst(sql`
    from model_refusals refused left join runs run on run.id = refused.run_id
    where ${mine} and (run.id is null or refused.at >= coalesce(run.resumed_at, run.claimed_at))
    order by refused.at desc limit 1`)
}

/**
 * Why the last call of an answer or a run ended before it had said all: an allowance left it no more. To the gateway that is an end like any
 * other. The refusal of a call that was cut short is written while that call is open, which no other is.
 */
export async function readCutShort(
  of: { messageId: string } | { runId: string },
): Promise<Refusal | undefined> {
  const [column, id] = 'messageId' in of ? ['message_id', of.messageId] : ['run_id', of.runId]
  return readFirst(sql`
    from model_refusals refused join lateral (
      select started_at, settled_at from ledger_entries call where call.${sql.ref(column)} = ${id} order by started_at desc limit 1
    ) last on refused.at between last.started_at and coalesce(last.settled_at, 'infinity')
    where refused.${sql.ref(column)} = ${id}
    order by refused.at desc limit 1`)
}

async function readFirst(found: RawBuilder<unknown>): Promise<Refusal | undefined> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql`select refused.reason, refused.cap_micros, refused.spent_micros, refused.wanted_micros, refused.said,
      ${raisableOfRefused}, ${isBeforePayingOfRefused} ${found}`.execute(tx),
  )
  return rows[0] === undefined ? undefined : shape.parse(rows[0])
}
