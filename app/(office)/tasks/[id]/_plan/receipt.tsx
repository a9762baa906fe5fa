'use client'
// The plan as a receipt: what will be done by whom, why, and what it comes to.
import { ArrowRight, Check } from 'lucide-react'
import type { Plan, PlanStep } from '#lib/wire/plan.ts'
import { checkInWords } from '../../_words/check-words.ts'
import { costInWords } from '../../_words/money.ts'
import { Fold } from '../_head/fold.tsx'
import { Person } from '../_head/person.tsx'
import { inOrder, totalOf } from './plan-edits.ts'
import { estimateInWords, makerInWords, minutesInWords, thinkingInWords } from './plan-words.ts'

export function Receipt({ plan }: { plan: Plan }) {
  const steps = inOrder(plan.steps)
  const placeOf = new Map(steps.map((step, index) => [step.key, index + 1]))
  return (
    <div className="flex flex-col">
      {plan.summary !== '' && (
        <p dir="auto" className="max-w-read [overflow-wrap:anywhere]">
          {plan.summary}
        </p>
      )}
      <ol aria-label="Steps" className="mt-4 flex flex-col">
        {steps.map((step, index) => (
          <StepRow key={step.key} step={step} place={index + 1} placeOf={placeOf} />
        ))}
      </ol>
      <Total plan={plan} />
      <Notes plan={plan} />
    </div>
  )
}

interface StepRowProps {
  step: PlanStep
  place: number
  placeOf: ReadonlyMap<string, number>
}

function StepRow({ step, place, placeOf }: StepRowProps) {
  const before = step.dependsOn.flatMap((key) => placeOf.get(key) ?? [])
  const thinking = thinkingInWords(step)
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 border-line border-t border-dashed py-4 sm:grid-cols-[24px_minmax(0,1fr)_auto]">
      <span aria-hidden="true" className="figures pt-px text-muted">
        {place}
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <p dir="auto" className="font-medium [overflow-wrap:anywhere]">
          {step.title}
        </p>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Who step={step} />
          {step.role !== '' && (
            <span dir="auto" className="min-w-0 text-muted">
              {step.role}
            </span>
          )}
        </p>
        {step.reason !== '' && (
          <p dir="auto" className="max-w-read text-muted text-sm [overflow-wrap:anywhere]">
            {step.reason}
          </p>
        )}
        {step.checks.length > 0 && (
          <ul aria-label="Checks" className="flex flex-col gap-1 text-sm">
            {step.checks.map((check) => (
              <li key={check.id} className="flex items-start gap-1.5">
                <Check aria-hidden="true" size={16} strokeWidth={1.5} className="mt-px shrink-0 text-muted" />
                <span className="min-w-0 [overflow-wrap:anywhere]">{checkInWords(check)}</span>
              </li>
            ))}
          </ul>
        )}
        {(before.length > 0 || thinking !== '') && (
          <p className="flex flex-wrap gap-x-3 text-muted text-xs">
            {before.length > 0 && (
              <span className="inline-flex items-center gap-1">
                <ArrowRight aria-hidden="true" size={16} strokeWidth={1.5} />
                after step {before.toSorted((one, other) => one - other).join(' and ')}
              </span>
            )}
            {thinking !== '' && <span>{thinking}</span>}
          </p>
        )}
      </div>
      <span className="figures whitespace-nowrap pt-px text-right text-muted text-sm max-sm:col-start-2 max-sm:text-left">
        {estimateInWords(step)}
      </span>
    </li>
  )
}

function Who({ step }: { step: PlanStep }) {
  if (step.assigneeId) return <Person employeeId={step.assigneeId} />
  const needs = step.requires.join(', ')
  return <span>{needs === '' ? 'Anybody who can' : `Anybody with ${needs}`}</span>
}

function Total({ plan }: { plan: Plan }) {
  const { micros, minutes } = totalOf(plan.steps)
  if (micros === null && minutes === null) return null
  return (
    <p className="flex items-baseline justify-between gap-4 border-ink border-t py-3">
      <span className="font-medium">In all, about</span>
      <span className="figures font-medium">
        {minutes !== null && minutesInWords(minutes)}
        {minutes !== null && micros !== null && ' · '}
        {micros !== null && costInWords(micros)}
      </span>
    </p>
  )
}

/** What was put right, what is risky about it, and who made it for how much. */
function Notes({ plan }: { plan: Plan }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      {plan.risk === 'high' && plan.riskReason !== '' && (
        <p dir="auto" className="rounded-md bg-lamp-wash px-3 py-2 text-lamp-text">
          {plan.riskReason}
        </p>
      )}
      {plan.repairs.length > 0 && (
        <Fold
          title={
            plan.repairs.length === 1
              ? 'One thing was put right in this plan'
              : `${plan.repairs.length} things were put right in this plan`
          }
        >
          <ul className="mt-1 list-disc pl-5 text-muted">
            {plan.repairs.map((repair) => (
              <li key={repair} dir="auto">
                {repair}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <p className="text-muted text-xs">
        {makerInWords(plan)}
        {plan.costMicros > 0 && (
          <>
            , planning cost <span className="figures">{costInWords(plan.costMicros)}</span>
          </>
        )}
      </p>
    </div>
  )
}
