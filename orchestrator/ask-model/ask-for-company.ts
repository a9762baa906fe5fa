// A question to the model that a company pays for, at nobody's desk: through the same gate as the calls of desks.
import { createHash } from 'node:crypto'
import { costMicrosOf, noUsage } from '#lib/model/prices.ts'
import type { RefusalReason } from '#lib/wire/refusal.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'
import {
  type CallPlace,
  type CallRefusal,
  isRefusal,
  reserveCall,
} from '#orchestrator/model-proxy/reserve.ts'
import { type Outcome, settleCall, touchCall } from '#orchestrator/model-proxy/settle.ts'
import { askWithTool, type ToolAnswer, type ToolQuestion } from './ask-with-tool.ts'

/** What the call is part of. */
export type Purpose = { companyId: string; planId: string } | { companyId: string; runId: string }

export interface PaidAnswer extends ToolAnswer {
  costMicros: number
  /** Set when an allowance had no room for it, or employees rest: nothing was asked and nothing spent. */
  refusal?: RefusalReason
}

const signOfLifeMs = 10_000

/** Never throws for what becomes of the call; that is in the answer. */
export async function askForCompany(
  { upstream, log }: { upstream: Upstream; log: Log },
  purpose: Purpose,
  question: ToolQuestion,
): Promise<PaidAnswer> {
  const { model, signal } = question
  const practice = upstream.apiKey === undefined
  const reserved = await reserveCall(placeOf(purpose), model, sizeOf(question), { practice, signal })
  if (isRefusal(reserved)) return refusedAnswer(reserved)
  const alive = setInterval(() => void touchCall(reserved.id).catch(() => undefined), signOfLifeMs)
  const answer = await askWithTool(upstream, { ...question, maxTokens: reserved.maxTokens })
  clearInterval(alive)
  await settleCall(reserved, outcomeOf(answer)).catch((error: unknown) =>
    log.error(
      { err: error, ledgerEntryId: reserved.id },
      'A call of the platform could not be settled; the sweep closes it with what was recorded',
    ),
  )
  return { ...answer, costMicros: costMicrosOf(reserved.price, answer.usage) }
}

function placeOf(purpose: Purpose): CallPlace {
  const nobody = { employeeId: null, deskId: null, messageId: null }
  return { ...nobody, runId: null, planId: null, ...purpose }
}

/** Its words are all there is: no pictures and no cache. */
function sizeOf({ system, turns, tool, maxTokens }: ToolQuestion) {
  const text = JSON.stringify([system, turns, tool])
  return {
    maxTokens,
    inputTokensAtMost: Buffer.byteLength(text) + hiddenTokens,
    inputTokensAbout: Math.ceil(Buffer.byteLength(text) / 3),
    cachesForAnHour: false,
    stepHash: createHash('sha256').update(text).digest('hex'),
  }
}

const hiddenTokens = 1000

function outcomeOf({ failure, httpStatus, firstByteMs, usage }: ToolAnswer): Outcome {
  const wasCutShort = failure?.kind === 'aborted' || firstByteMs !== null
  return {
    state: failure === undefined ? 'settled' : wasCutShort ? 'aborted' : 'failed',
    httpStatus,
    firstByteMs,
    usage,
  }
}

function refusedAnswer({ reason, text }: CallRefusal): PaidAnswer {
  return {
    json: '',
    usage: noUsage(),
    httpStatus: null,
    firstByteMs: null,
    // The mark at its end is for gateways.
    failure: { kind: 'refused', text: text.replace(/ \[deskhand:\w+\]$/, ''), retryAfterMs: 0 },
    costMicros: 0,
    ...(reason !== 'no_price' && { refusal: reason }),
  }
}
