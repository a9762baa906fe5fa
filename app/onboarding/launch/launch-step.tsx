'use client'
import Link from 'next/link'
import { Banner } from '../../_ui/banner.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { launch } from '../_actions/finish-step.ts'
import { useDraft } from '../_draft/draft-provider.tsx'
import { StepFooter } from '../_steps/step-footer.tsx'
import { useFinish } from '../_steps/use-finish.ts'

type Fact = { label: string; text: string; href: string }

export function LaunchStep({ name, facts, isFull }: { name: string; facts: Fact[]; isFull: boolean }) {
  const { startOver } = useDraft()
  const { run, isBusy, refusal } = useFinish(launch, ({ employeeId }) => {
    startOver()
    return `/onboarding/launch/${employeeId}`
  })
  return (
    <>
      <div className="mb-12 flex flex-col gap-4">
        {refusal && <Refused code={refusal.code} detail={refusal.detail} />}
        <dl className="max-w-[640px] rounded-card border border-line bg-surface">
          {facts.map((fact) => (
            <div
              key={fact.label}
              className="flex items-baseline gap-4 border-line px-5 py-3 not-last:border-b"
            >
              <dt className="w-20 shrink-0 text-muted">{fact.label}</dt>
              <dd dir="auto" className="line-clamp-3 min-w-0 flex-1 break-words">
                {fact.text}
              </dd>
              <dd className="shrink-0">
                <Link
                  href={fact.href}
                  prefetch={false}
                  aria-label={`Change: ${fact.label}`}
                  className="rounded-sm py-1 text-muted text-sm underline decoration-line underline-offset-4 hover:text-ink hover:decoration-current max-sm:py-3"
                >
                  Change
                </Link>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <StepFooter
        backHref="/onboarding/character"
        label={`Hire ${name}`}
        isBusy={isBusy}
        isDisabled={isFull}
        onContinue={run}
      />
    </>
  )
}

function Refused({ code, detail }: { code: string; detail: string }) {
  const wantsPlan = code === 'limit_reached' || code === 'payment_required'
  const href = code === 'payment_required' ? '/billing' : '/onboarding/plan'
  return (
    <Banner
      tone="error"
      title="Nobody was hired yet"
      action={
        wantsPlan && (
          <ButtonLink href={href} prefetch={false}>
            Choose a plan
          </ButtonLink>
        )
      }
    >
      {detail}
    </Banner>
  )
}
