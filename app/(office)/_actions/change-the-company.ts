'use server'
import { changeCompany } from '#lib/company/change-company.ts'
import type { PlanApproval } from '#lib/wire/plan.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

export async function changeTheCompany(changes: {
  name?: string
  about?: string
  planApproval?: PlanApproval
}): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/settings/company')
    await changeCompany(member, changes)
    return undefined
  })
}
