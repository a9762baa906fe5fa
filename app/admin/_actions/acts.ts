'use server'
// What operators do. Each act carries an id that its page made, so that a second press does nothing.
import { extendTrial } from '#lib/admin/extend-trial.ts'
import { provision, resendMail } from '#lib/admin/repair.ts'
import { setExtraAllowance } from '#lib/admin/set-extra-allowance.ts'
import { resync, suspend, unsuspend } from '#lib/admin/steer-company.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireOperator } from '../../_edge/operator.ts'
import type { ActForm } from '../_parts/act-form.ts'

type Given = Pick<ActForm, 'actId' | 'reason' | 'subjectId' | 'amount'>

export async function extendTheTrial({ actId, reason, subjectId, amount }: Given): Promise<Outcome> {
  return act(async () => {
    await extendTrial(await requireOperator(), { actId, reason, companyId: subjectId, days: amount })
    return undefined
  })
}

export async function setTheExtraAllowance({ actId, reason, subjectId, amount }: Given): Promise<Outcome> {
  return act(async () => {
    const operator = await requireOperator()
    await setExtraAllowance(operator, { actId, reason, companyId: subjectId, dollars: amount })
    return undefined
  })
}

export async function suspendCompany({ actId, reason, subjectId }: Given): Promise<Outcome> {
  return act(async () => {
    await suspend(await requireOperator(), { actId, reason, companyId: subjectId })
    return undefined
  })
}

export async function unsuspendCompany({ actId, reason, subjectId }: Given): Promise<Outcome> {
  return act(async () => {
    await unsuspend(await requireOperator(), { actId, reason, companyId: subjectId })
    return undefined
  })
}

export async function readStripeAgain({ actId, reason, subjectId }: Given): Promise<Outcome> {
  return act(async () => {
    await resync(await requireOperator(), { actId, reason, companyId: subjectId })
    return undefined
  })
}

export async function provisionDesk({ actId, reason, subjectId }: Given): Promise<Outcome> {
  return act(async () => {
    await provision(await requireOperator(), { actId, reason, employeeId: subjectId })
    return undefined
  })
}

export async function sendMailAgain({ actId, reason, subjectId }: Given): Promise<Outcome> {
  return act(async () => {
    await resendMail(await requireOperator(), { actId, reason, mailId: subjectId })
    return undefined
  })
}
