'use server'
import { choosePlan } from '#lib/billing/choose-plan.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

export async function chooseThePlan(planKey: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/settings/plan')
    await choosePlan(member, { planKey })
    return undefined
  })
}
