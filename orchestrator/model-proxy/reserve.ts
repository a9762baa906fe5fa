// Before a model call: what it could cost at most is held back of every cap it counts for, in one statement, or it is refused.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { capFigures } from '#lib/allowance/cap-figures.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Model } from '#lib/model/models.ts'
import { costMicrosOf, type DatedPrice, noUsage, priceOn, type TokenUsage } from '#lib/model/prices.ts'
import { type RefusalReason, refusalReasons } from '#lib/wire/refusal.ts'
import { breakerOf, type Trip } from './breakers.ts'
import { callOrchestrator } from './call-orchestrator.ts'
import type { ModelRequest } from './read-request.ts'
import { settleCall } from './settle.ts'

/** Whose money it is, and what for. */
export interface CallPlace {
  companyId: string
  employeeId: string | null
  deskId: string | null
  messageId: string | null
  runId: string | null
  planId: string | null
}

/** What of a request decides about money. */
export type CallSize = Pick<
  ModelRequest,
  'maxTokens' | 'inputTokensAtMost' | 'inputTokensAbout' | 'cachesForAnHour' | 'stepHash'
>

export interface Reservation {
  id: string
  model: Model
  price: DatedPrice
  /** The answer may be so long, and no longer. */
  maxTokens: number
  reservedMicros: number
  /** What it costs at least if nobody comes back to say more. */
  recordedMicros: number
  /** The allowance for which the answer may not be as long as was asked for. */
  shortenedBy: TightCap | null
}

export interface CallRefusal {
  reason: RefusalReason | 'no_price'
  text: string
}

const tightCap = z.object({
  reason: z.enum(refusalReasons),
  capMicros: z.number(),
  spentMicros: z.number(),
  reservedMicros: z.number(),
})
type TightCap = z.output<typeof tightCap>

/** An answer shorter than this is of no use: then there is not enough left. */
const leastTokens = 8192
/** So much output is written down before it comes, lest every word wait for the database. */
export const tokensAhead = 1000

const granted = z.object({
  granted: z.literal(true),
  maxTokens: z.number(),
  reservedMicros: z.number(),
  shortenedBy: tightCap.nullable(),
  capMicros: z.number().optional(),
  monthMicros: z.number().optional(),
  paceMicros: z.number().optional(),
  sameSteps: z.number(),
  quietCalls: z.number().optional(),
})
const refused = z.object({
  granted: z.literal(false),
  reason: z.enum(refusalReasons),
  isPending: z.boolean(),
  capMicros: z.number().optional(),
  spentMicros: z.number().optional(),
})
const answerShape = z.discriminatedUnion('granted', [granted, refused])

export const isRefusal = (outcome: Reservation | CallRefusal): outcome is CallRefusal => 'reason' in outcome

/**
 * Waits a little where other calls under way hold back what is left: when they end there may be enough. `signal`: nobody wants it any more.
 */
export async function reserveCall(
  place: CallPlace,
  model: Model,
  size: CallSize,
  { practice, signal }: { practice: boolean; signal?: AbortSignal },
): Promise<Reservation | CallRefusal> {
  const price = priceOn(model.id, new Date())
  if (!price) return { reason: 'no_price', text: `The model "${model.id}" has no price today.` }
  const id = randomUUID()
  const costs = costsOf(model, price, size)
  const call = {
    id,
    ...place,
    model: model.id,
    practice,
    stepHash: size.stepHash,
    outputPrice: price.output,
    ...costs,
  }
  const answer = await askUntilSure(call, signal)
  if (!answer.granted) return { reason: answer.reason, text: refusalText(answer) }
  const { maxTokens, reservedMicros, shortenedBy } = answer
  const recordedMicros = Math.min(costs.recordedMicros, reservedMicros)
  const reservation = { id, model, price, maxTokens, reservedMicros, recordedMicros, shortenedBy }
  const trip = breakerOf(answer)
  return trip ? refuseAfterAll(reservation, place, trip) : reservation
}

function costsOf({ contextWindow, maxTokens: longest }: Model, price: DatedPrice, size: CallSize) {
  // Whatever is read may be written to the cache, which is the dearest way to read it.
  const inputCost = (tokens: number) => {
    const cacheWriteTokens = Math.min(tokens, contextWindow)
    const cacheWriteHourTokens = size.cachesForAnHour ? cacheWriteTokens : 0
    return costMicrosOf(price, { ...noUsage(), cacheWriteTokens, cacheWriteHourTokens })
  }
  const maxTokens = Math.min(size.maxTokens, longest)
  const ahead = costMicrosOf(price, { ...noUsage(), outputTokens: Math.min(tokensAhead, maxTokens) })
  return {
    maxTokens,
    leastTokens: Math.min(maxTokens, leastTokens),
    fixedMicros: inputCost(size.inputTokensAtMost),
    recordedMicros: inputCost(size.inputTokensAbout) + ahead,
  }
}

const patienceMs = 10_000
const firstPauseMs = 100
const longestPauseMs = 1000

async function askUntilSure(call: object, signal: AbortSignal | undefined) {
  const endsAt = performance.now() + patienceMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const mayWait = performance.now() < endsAt && !signal?.aborted
    const answer = await ask({ ...call, mayWait })
    if (answer.granted || !answer.isPending || !mayWait) return answer
    await sleep(pauseMs)
  }
}

async function ask(call: object) {
  const found = await callOrchestrator<{ answer: unknown }>(
    sql`select deskhand.reserve_call(${JSON.stringify(call)}::jsonb, ${capFigures}::jsonb) as answer`,
  )
  return answerShape.parse(found?.answer)
}

/** An answer that ended where the allowance did is no whole one: whoever carries the turn finds why, as if the next call was refused. */
export async function noteCutShort(
  { shortenedBy, reservedMicros: wantedMicros, price }: Reservation,
  place: CallPlace,
  used: TokenUsage,
): Promise<void> {
  if (!shortenedBy) return
  const spentMicros = shortenedBy.spentMicros + costMicrosOf(price, used)
  await noteRefusal(place, { ...shortenedBy, spentMicros, wantedMicros })
}

function noteRefusal(
  { companyId, employeeId, messageId, runId, planId }: CallPlace,
  why: Partial<TightCap> & { reason: RefusalReason; said?: string; wantedMicros?: number },
): Promise<unknown> {
  const place = { companyId, employeeId, messageId, runId, planId }
  return transactAsOrchestrator((tx) =>
    tx
      .insertInto('modelRefusals')
      .values({ ...place, ...why })
      .execute(),
  )
}

/** It was held back already: nothing went out, so nothing is spent. */
async function refuseAfterAll(
  reservation: Reservation,
  place: CallPlace,
  { reason, said }: Trip,
): Promise<CallRefusal> {
  await settleCall(reservation, { state: 'failed', httpStatus: 400, firstByteMs: null, usage: noUsage() })
  await noteRefusal(place, { reason, said })
  return { reason, text: `Allowance used up: stopped to ask, ${said}. [deskhand:${reason}]` }
}

const whose = {
  company_allowance: 'the company, this month,',
  employee_allowance: 'this employee, this month,',
  task_allowance: 'this task',
}

/** The desk shows none of it, but its log and whoever asks by hand do. */
function refusalText({ reason, capMicros = 0, spentMicros = 0 }: z.output<typeof refused>): string {
  const mark = `[deskhand:${reason}]`
  if (reason === 'company_allowance' || reason === 'employee_allowance' || reason === 'task_allowance') {
    const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(2)}`
    return `Allowance used up: ${whose[reason]} has spent ${dollars(spentMicros)} of ${dollars(capMicros)}. ${mark}`
  }
  return `Allowance used up: employees rest until a plan is paid. ${mark}`
}
