'use server'
import { choosePlan } from '#lib/billing/choose-plan.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { clientAddress } from '../../_edge/client-address.ts'
import { requireMember } from '../../_edge/session.ts'

/** The plan of who pays nothing yet: the first one starts the trial. */
export async function chooseThePlan(planKey: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/billing')
    await choosePlan(member, { planKey, clientAddress: await clientAddress() })
    return undefined
  })
}
