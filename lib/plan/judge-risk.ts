// Whether somebody should look at a plan before it is begun: what cannot be taken back, and what is large. Pure.
import type { PlanStep } from '#lib/wire/plan.ts'

export interface Risk {
  risk: 'low' | 'high'
  reason: string
}

const mostSteps = 8
const mostMicros = 5_000_000

const dangers: readonly { words: RegExp; reason: string }[] = [
  {
    words:
      /\b(pay(s|ing|ment)?|purchas(e|es|ing)|buy(s|ing)?|refund(s|ing)?|wire transfer|place (an|the) order|subscribe to)\b/i,
    reason: 'It may spend or move money.',
  },
  {
    words:
      /\b(send(s|ing)?\b[^.\n]{0,40}\b(e-?mails?|mails?|newsletters?|messages?|invitations?)|e-?mail(s|ing)? (to )?(all|every|our|the) |newsletter to)\b/i,
    reason: 'It may send mail to people outside.',
  },
  {
    words:
      /\b(delet(e|es|ing)|eras(e|es|ing)|wip(e|es|ing)|drop(s|ping)? (the )?(table|database)|remov(e|es|ing) (all|every)|unsubscribe all)\b/i,
    reason: 'It may delete things.',
  },
  {
    words:
      /\b(publish(es|ing)?|deploy(s|ing|ment)?|go(es)? live|release(s)? to|post(s|ing)? (it )?(on|to)|tweet(s|ing)?)\b/i,
    reason: 'It may publish things.',
  },
]

/** The model's own judgement counts where it sees a danger; that it sees none takes nothing away. */
export function judgeRisk(taskText: string, steps: readonly PlanStep[], said?: Risk): Risk {
  const text = [taskText, ...steps.flatMap(({ title, description }) => [title, description])].join('\n')
  const reasons = dangers.flatMap(({ words, reason }) => (words.test(text) ? [reason] : []))
  const micros = steps.reduce((sum, { estimateMicros }) => sum + (estimateMicros ?? 0), 0)
  // Whoever wrote the task may have had the model propose it: a person reads it before the platform runs it.
  if (steps.some(({ checks }) => checks.some(({ kind }) => kind === 'command')))
    reasons.push('A check runs a command at a desk.')
  if (steps.length > mostSteps) reasons.push(`It has ${steps.length} steps.`)
  if (micros > mostMicros) reasons.push(`It is estimated at ${(micros / 1_000_000).toFixed(2)} dollars.`)
  if (said?.risk === 'high') reasons.push(said.reason || 'The planner calls it risky.')
  return reasons.length === 0
    ? { risk: 'low', reason: '' }
    : { risk: 'high', reason: reasons.join(' ').slice(0, 1000) }
}
