// One plan from its claim to its end: by the model, or by rule when the model cannot be asked or says nothing that can be used.
import type { Model } from '#lib/model/models.ts'
import { askForCompany } from '#orchestrator/ask-model/ask-for-company.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'
import type { ClaimedPlan } from './claim-plans.ts'
import { giveBack, type Kept, keepPlan, postpone } from './keep-plan.ts'
import { parkPlan } from './park-plan.ts'
import { noUse, type Proposal } from './proposal.ts'
import { type PlanFacts, readPlanFacts } from './read-plan-facts.ts'
import { routed } from './route.ts'
import { type Ask, think } from './think.ts'

export interface Planning {
  upstream: Upstream
  model: Model
  log: Log
  /** How long to wait before the second and the third try. */
  backOffMs: readonly number[]
  answerWithinMs: number
}

export type PlanEnd =
  | { outcome: Kept; madeBy: Proposal['madeBy'] }
  | { outcome: 'postponed' | 'parked' | 'stopped' | 'too_late'; madeBy: '' }

const maxAttempts = 3
const maxAnswerTokens = 12_000
const longestWaitMs = 60_000

export async function makePlan(
  planning: Planning,
  claim: ClaimedPlan,
  signal: AbortSignal,
): Promise<PlanEnd> {
  const facts = await readPlanFacts(claim)
  if (!facts) return { outcome: 'too_late', madeBy: '' }
  const proposal = await propose(planning, claim, facts, signal)
  if (typeof proposal === 'string') return { outcome: proposal, madeBy: '' }
  const outcome = await keepPlan(claim, proposal, planning.upstream.apiKey === undefined)
  return { outcome, madeBy: proposal.madeBy }
}

async function propose(
  planning: Planning,
  claim: ClaimedPlan,
  facts: PlanFacts,
  signal: AbortSignal,
): Promise<Proposal | 'postponed' | 'parked' | 'stopped'> {
  // Whoever took it before never came to an end: it may be the plan that ends them.
  if (claim.attempt > maxAttempts)
    return routed(facts, byRule('It was tried three times and never came to an end.'), noUse)
  const thought = await think(facts, planning.model, askAbout(planning, claim, signal))
  if (thought.kind === 'proposal') return thought.proposal
  if (thought.kind === 'refused') {
    await parkPlan(claim, thought.reason)
    return 'parked'
  }
  if (thought.kind === 'nothing')
    return routed(facts, byRule('What the model answered could not be used.'), thought.use)
  const { failure, use } = thought
  if (failure.kind === 'aborted') {
    await giveBack(claim)
    return 'stopped'
  }
  const waitMs = planning.backOffMs[claim.attempt - 1]
  if (failure.kind === 'unavailable' && claim.attempt < maxAttempts && waitMs !== undefined) {
    await postpone(claim, Math.min(longestWaitMs, Math.max(waitMs, failure.retryAfterMs)), use)
    return 'postponed'
  }
  return routed(facts, byRule(failure.text), use)
}

function byRule(why: string): string {
  return `${why} The plan was made by rule: one step, for whoever fits best.`
}

function askAbout(
  { upstream, model, log, answerWithinMs }: Planning,
  { companyId, planId }: ClaimedPlan,
  signal: AbortSignal,
): Ask {
  return (question) =>
    askForCompany(
      { upstream, log },
      { companyId, planId },
      { ...question, model, maxTokens: maxAnswerTokens, timeoutMs: answerWithinMs, signal },
    )
}
