// One plan by the model: asked once, asked again with what was wrong, and whatever it says made fit.
import { z } from 'zod'
import type { Model } from '#lib/model/models.ts'
import { type CheckedSteps, checkSteps } from '#lib/plan/check-steps.ts'
import { judgeRisk } from '#lib/plan/judge-risk.ts'
import type { KnownHands } from '#lib/plan/read-step.ts'
import { storableText } from '#lib/plan/storable-json.ts'
import type { RefusalReason } from '#lib/wire/refusal.ts'
import type { PaidAnswer } from '#orchestrator/ask-model/ask-for-company.ts'
import type { ModelFailure } from '#orchestrator/ask-model/ask-with-tool.ts'
import type { Proposal, Use } from './proposal.ts'
import type { PlanFacts } from './read-plan-facts.ts'
import { anySubmission, faultsOf, readJson, submissionFor } from './submission.ts'
import { plannerRules, writeQuestion } from './write-question.ts'

export type Ask = (question: {
  system: string
  turns: readonly string[]
  tool: { name: string; description: string; inputSchema: Record<string, unknown> }
}) => Promise<PaidAnswer>

export type Thought =
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'failure'; failure: ModelFailure; use: Use }
  /** No allowance has room for the question. */
  | { kind: 'refused'; reason: RefusalReason }
  /** It answered, and nothing of it could be used. */
  | { kind: 'nothing'; use: Use }

const mostToRepeat = 20_000

export async function think(facts: PlanFacts, model: Model, ask: Ask): Promise<Thought> {
  const handles = new Map(facts.candidates.employees.map(({ id }, index) => [id, `e${index + 1}`]))
  const schema = submissionFor([...handles.values()])
  const inputSchema = z.toJSONSchema(schema, { io: 'input' })
  const tool = { name: 'submit_plan', description: 'Hands in the plan.', inputSchema }
  const question = writeQuestion(facts, handles)
  const first = await ask({ system: plannerRules, turns: [question], tool })
  if (first.refusal) return { kind: 'refused', reason: first.refusal }
  if (first.failure) return { kind: 'failure', failure: first.failure, use: spentOn(first) }
  const faults = faultsOf(first.json, schema)
  if (faults === undefined) return thoughtOf(facts, model, handles, first.json, spentOn(first))
  const said = first.json.slice(0, mostToRepeat).trim() || '(nothing)'
  const again = `That plan cannot be used:\n${faults}\n\nHand it in again with submit_plan, put right.`
  const second = await ask({ system: plannerRules, turns: [question, said, again], tool })
  const use = sumOf(spentOn(first), spentOn(second))
  if (second.failure?.kind === 'aborted') return { kind: 'failure', failure: second.failure, use }
  const thoughts = [second, first].map(({ json }) => thoughtOf(facts, model, handles, json, use))
  return thoughts.find(({ kind }) => kind === 'proposal') ?? { kind: 'nothing', use }
}

function thoughtOf(
  facts: PlanFacts,
  model: Model,
  handles: ReadonlyMap<string, string>,
  json: string,
  use: Use,
): Thought {
  const read = readJson(json)
  const submission = read.ok ? anySubmission.safeParse(read.value).data : undefined
  if (!submission) return { kind: 'nothing', use }
  const { steps, repairs } = keepChosen(facts, checkSteps(submission.steps, knownHands(facts, handles)))
  if (steps.length === 0) return { kind: 'nothing', use }
  const { title, description } = facts.task
  const said = { risk: submission.risk, reason: storableText(submission.riskReason.slice(0, 500)) }
  const { risk, reason: riskReason } = judgeRisk(`${title}\n${description}`, steps, said)
  const summary = storableText(submission.summary.slice(0, 1000))
  return {
    kind: 'proposal',
    proposal: { madeBy: 'model', model: model.id, summary, steps, repairs, risk, riskReason, use },
  }
}

/** Whom a person chose for the whole task does it, when it stays one step. */
function keepChosen({ task, candidates }: PlanFacts, { steps, repairs }: CheckedSteps): CheckedSteps {
  const chosen = candidates.employees.find(({ id }) => id === task.assigneeId)
  const [only, ...others] = steps
  if (!chosen || !only || others.length > 0 || only.assigneeId === chosen.id) return { steps, repairs }
  const said = `${chosen.name} was chosen by whoever wrote the task, and keeps it.`
  return { steps: [{ ...only, assigneeId: chosen.id }], repairs: [...repairs, said] }
}

function knownHands({ candidates }: PlanFacts, handles: ReadonlyMap<string, string>): KnownHands {
  return {
    employees: new Map(candidates.employees.map((one) => [handles.get(one.id) ?? one.id, one])),
    outside: candidates.outside.map(({ capabilities }) => capabilities),
  }
}

function spentOn({ usage, costMicros }: PaidAnswer): Use {
  const inputTokens = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens
  return { inputTokens, outputTokens: usage.outputTokens, costMicros }
}

function sumOf(a: Use, b: Use): Use {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costMicros: a.costMicros + b.costMicros,
  }
}
