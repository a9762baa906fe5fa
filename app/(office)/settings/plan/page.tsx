import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { planByKey, plans } from '#lib/billing/plans.ts'
import { readMe } from '#lib/company/read-me.ts'
import { requireMember } from '../../../_edge/session.ts'
import { Section } from '../../_form/section.tsx'
import { dayInWords } from './day-in-words.ts'
import { PlanChoice } from './plan-choice.tsx'

export const metadata: Metadata = { title: 'Plan' }

export default async function PlanPage() {
  const member = await requireMember('/settings/plan')
  const { entitlement } = await readMe(member)
  const plan = planByKey(entitlement.planKey ?? '')
  return (
    <>
      <Section title="Now">
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[140px_minmax(0,1fr)]">
          <dt className="text-muted">Plan</dt>
          <dd className="font-medium">{plan?.name ?? 'None chosen yet'}</dd>
          <dt className="text-muted">Desks</dt>
          <dd>
            <span className="figures">{entitlement.employees}</span> of{' '}
            <span className="figures">{entitlement.maxEmployees}</span> taken
          </dd>
          <dt className="text-muted">Trial</dt>
          <dd>{trialInWords(entitlement.trialEndsAt)}</dd>
        </dl>
      </Section>
      <Section
        title="Plans"
        text={
          may(member, 'plan.choose')
            ? 'A change counts at once. Nothing is charged: payment is not connected in this installation.'
            : 'Only an owner or an admin can change the plan.'
        }
      >
        <PlanChoice
          current={entitlement.planKey}
          employees={entitlement.employees}
          mayChoose={may(member, 'plan.choose')}
          plans={plans.map(
            ({ key, name, headline, priceCentsPerEmployeeMonth, maxEmployees, maxMembers }) => ({
              key,
              name,
              headline,
              priceCentsPerEmployeeMonth,
              maxEmployees,
              maxMembers,
            }),
          )}
        />
      </Section>
    </>
  )
}

function trialInWords(endsAt: string | null): string {
  if (!endsAt) return 'Starts with the first plan'
  const isOver = Date.parse(endsAt) <= Date.now()
  return isOver ? `Ended on ${dayInWords(endsAt)}` : `Until ${dayInWords(endsAt)}`
}
