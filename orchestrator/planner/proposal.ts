import type { Risk } from '#lib/plan/judge-risk.ts'
import type { PlanStep } from '#lib/wire/plan.ts'

/** What the questions to the model took. */
export interface Use {
  inputTokens: number
  outputTokens: number
  costMicros: number
}

export const noUse: Use = { inputTokens: 0, outputTokens: 0, costMicros: 0 }

/** A plan as it was made, before anybody decided about it. */
export interface Proposal {
  madeBy: 'model' | 'router'
  model: string | null
  summary: string
  steps: readonly PlanStep[]
  repairs: readonly string[]
  risk: Risk['risk']
  riskReason: string
  use: Use
}
