// A plan without the model: one step for whoever fits best, and the true reason why nobody thought about it.
import { judgeRisk } from '#lib/plan/judge-risk.ts'
import { routeTask } from '#lib/plan/route-task.ts'
import type { Proposal, Use } from './proposal.ts'
import type { PlanFacts } from './read-plan-facts.ts'

export function routed({ task, candidates }: PlanFacts, because: string, use: Use): Proposal {
  const step = routeTask(task, candidates)
  const { risk, reason } = judgeRisk(`${task.title}\n${task.description}`, [step])
  return {
    madeBy: 'router',
    model: null,
    summary: step.reason,
    steps: [step],
    repairs: [because],
    risk,
    riskReason: reason,
    use,
  }
}
