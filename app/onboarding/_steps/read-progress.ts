import 'server-only'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Member } from '#lib/access/caller.ts'
import { readMe } from '#lib/company/read-me.ts'
import { emptyDraft, type HireStep } from '#lib/hire-draft/draft.ts'
import { readHireDraft } from '#lib/hire-draft/read-hire-draft.ts'
import type { Standing } from '#lib/wire/me.ts'
import { requireMember } from '../../_edge/session.ts'
import { type HireProgress, stepPath, stepToShow } from './step-order.ts'

const choosable: ReadonlySet<Standing> = new Set(['looking', 'looked', 'trial'])

/** The hire in the making. One that became an employee is over: what follows is a new one. */
export const readProgress = cache(async (member: Member) => {
  const [draft, me] = await Promise.all([readHireDraft(member), readMe(member)])
  const progress: HireProgress = {
    draft: draft.employeeId ? emptyDraft : draft,
    planKey: me.entitlement.planKey,
    mayChoose: choosable.has(me.entitlement.standing),
  }
  return { progress, me, launchedId: draft.employeeId }
})

/** For the page of a step: who hires and how far they are; somewhere else where a step before is missing. */
export async function requireStep(step: HireStep) {
  const member = await requireMember(stepPath(step))
  const facts = await readProgress(member)
  const shown = stepToShow(step, facts.progress)
  if (shown !== step) redirect(stepPath(shown))
  return { member, ...facts }
}
