import type { ReactNode } from 'react'
import type { HireStep } from '#lib/hire-draft/draft.ts'
import { StepHeading } from './step-heading.tsx'
import { StepNav } from './step-nav.tsx'
import { type HireProgress, isStepDone, stepPath, stepsOf, stepToShow } from './step-order.ts'

const names: Record<HireStep, string> = { plan: 'Plan', role: 'Role', character: 'Character', launch: 'Hire' }

type StepFrameProps = {
  step: HireStep
  progress: HireProgress
  title: string
  text: ReactNode
  children: ReactNode
}

export function StepFrame({ step, progress, title, text, children }: StepFrameProps) {
  const places = stepsOf(progress).map((one) => ({
    step: one,
    name: names[one],
    href: stepPath(one),
    isDone: one !== step && isStepDone(one, progress),
    isOpen: stepToShow(one, progress) === one,
  }))
  return (
    <main className="mx-auto flex w-full max-w-[920px] flex-1 flex-col px-4 pt-4 sm:px-6 sm:pt-8">
      <StepNav places={places} current={step} />
      <StepHeading>{title}</StepHeading>
      <p className="mt-2 mb-8 max-w-read text-md text-muted">{text}</p>
      {children}
    </main>
  )
}
