import { type Plan, plans, trialDays } from '#lib/billing/plans.ts'
import { Badge } from '../../_ui/badge.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { classes } from '../../_ui/classes.ts'
import { Section } from './section.tsx'

export function Pricing() {
  return (
    <Section
      id="pricing"
      title="A salary you can read"
      text={`One price for each employee, model use included up to the allowance. Every plan begins with ${trialDays} free days, without a card.`}
    >
      <ul className="grid gap-4 lg:grid-cols-3">
        {plans.map((plan) => (
          <PlanCard key={plan.key} plan={plan} />
        ))}
      </ul>
    </Section>
  )
}

function PlanCard({ plan }: { plan: Plan }) {
  return (
    <li
      className={classes(
        'flex flex-col rounded-card border bg-surface p-6',
        plan.highlighted ? 'border-lamp' : 'border-line',
      )}
    >
      <div className="flex items-center justify-between">
        <h3 className="font-semibold text-md">{plan.name}</h3>
        {plan.highlighted && <Badge tone="lamp">Recommended</Badge>}
      </div>
      <p className="mt-1 text-muted">{plan.headline}</p>
      <p className="mt-6 flex items-baseline gap-2">
        <span className="display text-2xl tabular-nums">${plan.priceCentsPerEmployeeMonth / 100}</span>
        <span className="text-muted">per employee and month</span>
      </p>
      <ul className="mt-6 mb-8 flex flex-col gap-2">
        {limitsOf(plan).map((text) => (
          <li key={text} className="ticked">
            {text}
          </li>
        ))}
      </ul>
      <ButtonLink
        href={`/sign-in?next=${encodeURIComponent(`/onboarding?plan=${plan.key}`)}`}
        prefetch={false}
        tone={plan.highlighted ? 'primary' : 'quiet'}
        size="lg"
        className="mt-auto"
      >
        Start with {plan.name}
      </ButtonLink>
    </li>
  )
}

function limitsOf(plan: Plan): string[] {
  const allowance = plan.monthlyAllowanceMicros / 1_000_000
  return [
    plan.maxEmployees === 1 ? '1 employee' : `Up to ${plan.maxEmployees} employees`,
    ...(plan.trialEmployees < plan.maxEmployees ? [`${plan.trialEmployees} of them in the free days`] : []),
    plan.maxMembers === 1 ? '1 member' : `Up to ${plan.maxMembers} members`,
    `$${allowance} of model use for each employee every month`,
    ...plan.features,
  ]
}
