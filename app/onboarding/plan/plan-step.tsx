'use client'
import { Check } from 'lucide-react'
import { type Plan, terms } from '#lib/billing/plans.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { RadioCards } from '../../_ui/radio-cards.tsx'
import { counted } from '../../(office)/_billing/counted.ts'
import { finishPlan, lookFirst } from '../_actions/finish-step.ts'
import { useDraft } from '../_draft/draft-provider.tsx'
import { StepFooter } from '../_steps/step-footer.tsx'
import { useFinish } from '../_steps/use-finish.ts'

type PlanStepProps = { plans: readonly Plan[]; suggestedKey: string; mayLook: boolean }

export function PlanStep({ plans, suggestedKey, mayLook }: PlanStepProps) {
  const { draft, change } = useDraft()
  const planKey = draft.planKey ?? suggestedKey
  const { run, isBusy, refusal } = useFinish(
    () => finishPlan(planKey),
    ({ path }) => path,
  )
  const looking = useFinish(lookFirst, ({ path }) => path)
  const refused = refusal ?? looking.refusal
  const chosen = plans.find((plan) => plan.key === planKey)
  return (
    <>
      <div className="mb-12 flex flex-col gap-4">
        {refused && (
          <Banner
            tone="error"
            action={
              refused.code === 'payment_required' && (
                <ButtonLink href="/billing" prefetch={false}>
                  Pay for a plan
                </ButtonLink>
              )
            }
          >
            {refused.detail}
          </Banner>
        )}
        <RadioCards
          label="Plan"
          columns={3}
          value={planKey}
          onValueChange={(key) => change({ planKey: key })}
          options={plans.map((plan) => ({
            value: plan.key,
            title: plan.name,
            text: <PlanFacts plan={plan} />,
          }))}
        />
        {mayLook && (
          <p className="text-muted">
            Not sure yet?{' '}
            <Button
              tone="plain"
              busy={looking.isBusy}
              onClick={looking.run}
              className="-mx-2 px-2 underline underline-offset-4"
            >
              Look around first
            </Button>{' '}
            Hire one employee without a plan, and open the chat {terms.freeChatViews} times.
          </p>
        )}
      </div>
      <StepFooter
        label={chosen ? `Go on with ${chosen.name}` : 'Go on'}
        isBusy={isBusy}
        isDisabled={!chosen}
        onContinue={run}
      />
    </>
  )
}

function PlanFacts({ plan }: { plan: Plan }) {
  const facts = [
    plan.maxEmployees === 1 ? '1 employee' : `Up to ${plan.maxEmployees} employees`,
    ...(plan.trialEmployees < plan.maxEmployees
      ? [`${counted(plan.trialEmployees, 'employee')} in the trial`]
      : []),
    plan.maxMembers === 1 ? 'Just you' : `Up to ${plan.maxMembers} people`,
    `$${plan.monthlyAllowanceMicros / 1_000_000} of model use each, every month`,
  ]
  return (
    <span className="flex flex-col gap-3">
      {plan.headline}
      <span className="flex items-baseline gap-1.5">
        <span className="display text-ink text-xl tabular-nums">
          ${plan.priceCentsPerEmployeeMonth / 100}
        </span>
        per employee and month
      </span>
      <span className="flex flex-col gap-1.5 text-ink">
        {facts.map((fact) => (
          <span key={fact} className="flex gap-2">
            <Check aria-hidden="true" size={16} strokeWidth={1.5} className="mt-px shrink-0 text-lamp-text" />
            {fact}
          </span>
        ))}
      </span>
    </span>
  )
}
