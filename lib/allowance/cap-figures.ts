import { plans, terms } from '#lib/billing/plans.ts'

/** What holds of caps where nobody said anything, as deskhand.caps_of wants it. Nothing is without one. */
export const capFigures = JSON.stringify({
  plans: Object.fromEntries(plans.map(({ key, monthlyAllowanceMicros }) => [key, monthlyAllowanceMicros])),
  employee: terms.lookingAllowanceMicros,
  task: terms.taskAllowanceMicros,
})
