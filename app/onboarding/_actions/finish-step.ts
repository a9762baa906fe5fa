'use server'
// The end of each step: what was entered becomes true, or the refusal says which field stands in the way.
import { choosePlan } from '#lib/billing/choose-plan.ts'
import { changeCompany } from '#lib/company/change-company.ts'
import { readMe } from '#lib/company/read-me.ts'
import { checkCharacter, checkRole, checkSkills } from '#lib/employee/check-profile.ts'
import { launchHireDraft } from '#lib/hire-draft/launch-hire-draft.ts'
import { readHireDraft } from '#lib/hire-draft/read-hire-draft.ts'
import { saveHireDraft } from '#lib/hire-draft/save-hire-draft.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { clientAddress } from '../../_edge/client-address.ts'
import { requireMember } from '../../_edge/session.ts'
import { firstOpenStep, stepPath } from '../_steps/step-order.ts'

/** The plan counts from here on: the first one starts the trial. */
export async function finishPlan(planKey: string): Promise<Outcome<{ path: string }>> {
  return act(async () => {
    const member = await requireMember('/onboarding/plan')
    await choosePlan(member, { planKey, clientAddress: await clientAddress() })
    const draft = await saveHireDraft(member, { planKey, step: 'role' })
    return { path: stepPath(firstOpenStep({ draft, planKey, mayChoose: true })) }
  })
}

/** Goes on without a plan: one employee, and a few views of the chat. */
export async function lookFirst(): Promise<Outcome<{ path: string }>> {
  return act(async () => {
    const member = await requireMember('/onboarding/plan')
    const draft = await saveHireDraft(member, { step: 'role' })
    return { path: stepPath(firstOpenStep({ draft, planKey: null, mayChoose: true })) }
  })
}

export async function finishRole(): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/onboarding/role')
    const draft = await readHireDraft(member)
    const role = checkRole(draft.roleKey ?? '')
    checkSkills(role, draft.skills ?? role.defaultSkills)
    await saveHireDraft(member, { step: 'character' })
    return undefined
  })
}

export async function finishCharacter(): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/onboarding/character')
    const draft = await readHireDraft(member)
    checkCharacter({
      name: draft.name ?? '',
      toneKey: draft.toneKey ?? 'friendly',
      toneWords: draft.toneWords ?? '',
    })
    await tellAboutCompany()
    await saveHireDraft(member, { toneKey: draft.toneKey ?? 'friendly', step: 'launch' })
    return undefined

    async function tellAboutCompany() {
      const { company } = await readMe(member)
      const name = draft.companyName?.trim()
      const about = draft.about?.trim()
      await changeCompany(member, {
        ...(name && name !== company.name && { name }),
        ...(about !== undefined && about !== company.about && { about }),
      })
    }
  })
}

/** Hires. Pressed twice, or in two tabs, it hires once. */
export async function launch(): Promise<Outcome<{ employeeId: string }>> {
  return act(async () => {
    const member = await requireMember('/onboarding/launch')
    const employee = await launchHireDraft(member)
    return { employeeId: employee.id }
  })
}
