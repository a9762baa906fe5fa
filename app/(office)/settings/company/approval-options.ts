// When plans wait for a person, in words.
import type { PlanApproval } from '#lib/wire/plan.ts'

export const approvalOptions: readonly { value: PlanApproval; title: string; text: string }[] = [
  {
    value: 'always',
    title: 'Always ask',
    text: 'Each plan waits until somebody has looked at it.',
  },
  {
    value: 'risky',
    title: 'Ask when it is risky',
    text: 'Plans begin at once, unless they may spend money, send mail, delete, publish, are long or cost much.',
  },
  {
    value: 'never',
    title: 'Run at once',
    text: 'Plans begin at once. A task that asks for it still waits.',
  },
]
