// Which step of the wizard may be opened, and which comes next. Pure.
import { type HireDraft, type HireStep, hireSteps } from '#lib/hire-draft/draft.ts'
import { checkDisplayName } from '#lib/role/display-name.ts'
import { roleByKey } from '#lib/role/roles.ts'

export interface HireProgress {
  draft: HireDraft
  /** Of the company. */
  planKey: string | null
  /** Whether a plan can be chosen here: who pays changes theirs on the page of money. */
  mayChoose: boolean
}

/** Whoever has a plan hires again without choosing one; in a first hire the step stays, so that one can go back to it. */
export function stepsOf({ draft, planKey, mayChoose }: HireProgress): HireStep[] {
  const choosesPlan = mayChoose && (planKey === null || draft.planKey !== null)
  return hireSteps.filter((step) => step !== 'plan' || choosesPlan)
}

export function isStepDone(step: HireStep, { draft, planKey }: HireProgress): boolean {
  switch (step) {
    // Who looks around first has gone past it without one.
    case 'plan':
      return planKey !== null || draft.step !== 'plan'
    case 'role':
      return draft.roleKey !== null && roleByKey(draft.roleKey) !== undefined
    case 'character':
      return isNamed(draft) && isToneChosen(draft)
    case 'launch':
      return draft.employeeId !== null
  }
}

function isNamed({ name }: HireDraft): boolean {
  return name !== null && checkDisplayName(name).ok
}

function isToneChosen({ toneKey, toneWords }: HireDraft): boolean {
  return toneKey !== null && (toneKey !== 'own' || Boolean(toneWords?.trim()))
}

/** Where a hire goes on. */
export function firstOpenStep(progress: HireProgress): HireStep {
  return stepsOf(progress).find((step) => !isStepDone(step, progress)) ?? 'launch'
}

/** The step itself, or the first open one where something before it is missing. The plan may be changed at any time. */
export function stepToShow(wanted: HireStep, progress: HireProgress): HireStep {
  if (wanted === 'plan') return wanted
  const steps = stepsOf(progress)
  const open = firstOpenStep(progress)
  return steps.indexOf(wanted) > steps.indexOf(open) ? open : wanted
}

export function stepPath(step: HireStep): string {
  return `/onboarding/${step}`
}
