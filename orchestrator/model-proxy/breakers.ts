// Two breakers beside the caps, judged from facts alone: money that goes much faster than anything explains, and work that goes round in
// circles. Each asks a person; when they say so, what was before counts no more (breaker_eases). Pure.

export const breakerFigures = {
  /** What an employee spends within five minutes is explained by less than this, whatever else holds. */
  explainedMicros: 1_000_000,
  /** By this share of what the whole month allows. */
  shareOfCap: 0.2,
  /** By this share of what the month had cost before. */
  shareOfMonth: 0.25,
  /** Of the last 40 steps of a run or of an answer, so many may be the same: the same call of a tool with the same result. */
  sameSteps: 25,
  /** So many calls may a run make without a word on its progress and without a question. */
  quietCalls: 300,
} as const

export interface BreakerFacts {
  /** Of the employee; undefined at nobody's desk. */
  capMicros?: number | undefined
  monthMicros?: number | undefined
  paceMicros?: number | undefined
  sameSteps: number
  /** Undefined outside runs. */
  quietCalls?: number | undefined
}

export interface Trip {
  reason: 'run_rate' | 'no_progress'
  /** What was seen, for people. */
  said: string
}

export function breakerOf(facts: BreakerFacts, figures = breakerFigures): Trip | undefined {
  const { capMicros = 0, monthMicros = 0, paceMicros = 0, sameSteps, quietCalls = 0 } = facts
  const explained = Math.max(
    figures.explainedMicros,
    capMicros * figures.shareOfCap,
    (monthMicros - paceMicros) * figures.shareOfMonth,
  )
  if (paceMicros > explained)
    return { reason: 'run_rate', said: `${dollars(paceMicros)} within five minutes` }
  if (sameSteps >= figures.sameSteps)
    return { reason: 'no_progress', said: `the same step with the same result ${sameSteps} times` }
  if (quietCalls >= figures.quietCalls)
    return { reason: 'no_progress', said: `${quietCalls} model calls without a word on progress` }
  return undefined
}

const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(2)}`
