// After a model call, and while it runs: what it cost is counted, and what was held back is free again.
import { sql } from 'kysely'
import { costMicrosOf, type Price, type TokenUsage } from '#lib/model/prices.ts'
import { callOrchestrator } from './call-orchestrator.ts'

export interface Outcome {
  state: 'settled' | 'aborted' | 'failed'
  httpStatus: number | null
  firstByteMs: number | null
  usage: TokenUsage
}

export async function settleCall(
  { id, price }: { id: string; price: Price },
  { state, httpStatus, firstByteMs, usage }: Outcome,
): Promise<void> {
  const outcome = {
    state,
    httpStatus,
    firstByteMs: firstByteMs === null ? null : Math.round(firstByteMs),
    ...usage,
    costMicros: costMicrosOf(price, usage),
  }
  await callOrchestrator(sql`select deskhand.settle_call(${id}, ${JSON.stringify(outcome)}::jsonb)`)
}

/** A sign of life. False: it was taken for dead meanwhile, and nothing is held back for it any more. */
export async function touchCall(
  id: string,
  soFar: Partial<TokenUsage> & { recordedMicros?: number } = {},
): Promise<boolean> {
  const row = await callOrchestrator<{ isOpen: boolean }>(
    sql`select deskhand.touch_call(${id}, ${JSON.stringify(soFar)}::jsonb) as is_open`,
  )
  return row?.isOpen === true
}

/** Ends calls without a sign of life for half a minute: their process died. How many. */
export async function sweepCalls(): Promise<number> {
  const row = await callOrchestrator<{ swept: number }>(sql`select deskhand.sweep_calls() as swept`)
  return row?.swept ?? 0
}
