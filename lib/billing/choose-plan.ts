import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { findRecipients } from '#lib/mail/find-recipients.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { paymentRequired } from './payment-required.ts'
import { type Plan, planByKey } from './plans.ts'
import { lockSeats, readEntitlement } from './read-entitlement.ts'
import { requirePeople } from './require-people.ts'
import { settleTerms } from './settle-terms.ts'
import { startTrial, type TrialVerdict } from './start-trial.ts'

/**
 * Chooses the plan of a company that pays nothing yet; the first choice starts the trial. `clientAddress` is where the request came from.
 * @throws AppError `payment_required` where there is no trial (any more), `limit_reached` when more work here than the plan allows,
 * `conflict` for whoever pays: their plan is changed with their subscription.
 */
export async function choosePlan(
  caller: CompanyCaller,
  input: { planKey: string; clientAddress?: string | undefined },
): Promise<void> {
  authorize(caller, 'plan.choose')
  const plan = planByKey(input.planKey)
  if (!plan)
    throw new AppError('invalid', {
      detail: 'There is no such plan.',
      fields: { planKey: 'Choose one of the plans' },
    })
  const verdict = await transact(caller, async (tx) => {
    await lockSeats(tx, caller.companyId)
    const entitlement = await readEntitlement(tx, caller.companyId)
    return choose(tx, caller, plan, { entitlement, clientAddress: input.clientAddress })
  })
  if (verdict !== 'started') throw new AppError('payment_required', { detail: noTrial[verdict] })
}

const noTrial = {
  had_one: `A trial was started with this e-mail address before, and everybody has one. Nothing was changed. Pay for a plan and your employees start at once.`,
  network: `Several trials were started from your network lately, so there is none left for this one. Nothing was changed. Pay for a plan and your employees start at once.`,
} as const

async function choose(
  tx: Tx,
  caller: CompanyCaller,
  plan: Plan,
  { entitlement, clientAddress }: { entitlement: Entitlement; clientAddress: string | undefined },
): Promise<TrialVerdict> {
  const { standing, planKey } = entitlement
  if (planKey === plan.key && (standing === 'trial' || standing === 'paying')) return 'started'
  requireFree(entitlement)
  await requireRoom(tx, caller.companyId, plan)
  if (standing === 'trial') await sql`select deskhand.choose_plan(${plan.key})`.execute(tx)
  else {
    const verdict = await startTrial(tx, caller, { planKey: plan.key, clientAddress })
    if (verdict !== 'started') return refuseTrial(tx, caller, plan, verdict)
  }
  await settleTerms(tx, caller.companyId)
  await record(tx, {
    companyId: caller.companyId,
    action: 'plan.chosen',
    details: { from: planKey, to: plan.key },
  })
  return 'started'
}

/** That somebody asked is kept, and owners are told once; nothing else changes. */
async function refuseTrial(tx: Tx, caller: CompanyCaller, plan: Plan, why: Exclude<TrialVerdict, 'started'>) {
  const { companyId } = caller
  const { name } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select('name')
    .executeTakeFirstOrThrow()
  await queueMail(tx, {
    companyId,
    to: await findRecipients(tx, companyId, 'owners'),
    template: 'trial-not-given',
    data: { companyName: name, reason: why === 'network' ? 'network' : 'email' },
    onceKey: `trial-not-given:${companyId}`,
  })
  await record(tx, { companyId, action: 'trial.refused', details: { plan: plan.key, why } })
  return why
}

/** @throws AppError unless a plan can be chosen without paying. */
function requireFree(entitlement: Entitlement): void {
  switch (entitlement.standing) {
    case 'looking':
    case 'looked':
    case 'trial':
      return
    case 'paying':
    case 'past_due':
      throw new AppError('conflict', {
        detail:
          'You have a subscription. Nothing was changed. Change its plan and seats on the page Billing.',
      })
    default:
      throw paymentRequired(entitlement)
  }
}

async function requireRoom(tx: Tx, companyId: string, plan: Plan): Promise<void> {
  const working = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('firedAt', 'is', null)
    .select('name')
    .execute()
  if (working.length > plan.trialEmployees) {
    throw new AppError('limit_reached', {
      detail: `The trial of ${plan.name} is for ${plan.trialEmployees} and ${working.length} work here: ${working.map((one) => one.name).join(', ')}. Nothing was changed. Let somebody go first or choose a larger plan.`,
    })
  }
  await requirePeople(tx, companyId, plan)
}
