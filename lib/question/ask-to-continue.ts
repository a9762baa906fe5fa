// The words of "shall it go on?", and how an answer to it is read. Pure.
import type { AllowanceAsk, RefusalReason } from '#lib/wire/refusal.ts'

export interface Refusal {
  reason: RefusalReason
  capMicros: number | null
  spentMicros: number | null
  wantedMicros: number
  /** By how much the company's allowance can be raised within its plan; null of others, which have no ceiling. */
  raisableMicros: number | null
  /** Whether the company's allowance is one sum for all of the time before its first payment, which no month gives anew. */
  isBeforePaying?: boolean
  /** Of breakers: what was seen. */
  said: string
}

export interface AskToContinue {
  text: string
  options: string[]
  allowance: AllowanceAsk
}

const dollar = 1_000_000
const cent = 10_000
const stop = 'Stop'
const goOn = 'Go on'

export function askToContinue(refusal: Refusal, name: string, now: Date): AskToContinue {
  const { reason, capMicros, spentMicros, wantedMicros } = refusal
  const raiseByMicros = isAllowance(reason) ? raiseWithin(refusal) : null
  const why = isAllowance(reason) && raiseByMicros === null ? ` ${noMoreInPlan}` : ''
  return {
    text: `${whatHappened(refusal, name, now)}${why} Nothing that was done is lost.`,
    options: optionsFor(reason, raiseByMicros),
    allowance: { reason, capMicros, spentMicros, wantedMicros, raiseByMicros },
  }
}

export type AnswerToContinue = { do: 'raise'; byMicros: number } | { do: 'go_on' } | { do: 'stop' }

/** Undefined for anything else: no money is spent because of a guess. */
export function readAnswer(answer: string): AnswerToContinue | undefined {
  const said = answer.trim().replace(/\.$/, '')
  if (/^stop$/i.test(said)) return { do: 'stop' }
  if (/^(go on|continue)$/i.test(said)) return { do: 'go_on' }
  const [, amount] = /^raise by \$?(\d{1,7}(?:\.\d{1,2})?)(?: and (?:go on|continue))?$/i.exec(said) ?? []
  const byMicros = Math.round(Number(amount ?? 0) * dollar)
  return byMicros > 0 ? { do: 'raise', byMicros } : undefined
}

export function inDollars(micros: number): string {
  return `$${(micros / dollar).toFixed(2)}`
}

/** The first day of the next month (UTC), when allowances for a month begin anew. */
function turnOfMonth(now: Date): string {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  return next.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
}

export function isAllowance(reason: RefusalReason): boolean {
  return reason.endsWith('_allowance')
}

const noMoreInPlan =
  'No more is included, so there is nothing to raise; the page Billing says what brings more.'

function optionsFor(reason: RefusalReason, raiseByMicros: number | null): string[] {
  if (raiseByMicros !== null) return [`Raise by ${inDollars(raiseByMicros)} and go on`, stop]
  return reason === 'not_entitled' ? [stop] : [goOn, stop]
}

function whatHappened(refusal: Refusal, name: string, now: Date): string {
  switch (refusal.reason) {
    case 'task_allowance':
      return `The allowance of this task is used up${figures(refusal)}.`
    case 'employee_allowance':
      return `The allowance of ${name} for this month is used up${figures(refusal)}. It begins anew on ${turnOfMonth(now)}.`
    case 'company_allowance':
      return refusal.isBeforePaying
        ? `The allowance of the company is used up${figures(refusal)}. It is one sum for all of the time before the first payment.`
        : `The allowance of the company for this month is used up${figures(refusal)}. It begins anew on ${turnOfMonth(now)}.`
    case 'run_rate':
      return `${name} asks the model unusually often${seen(refusal)}. It may be caught in a loop.`
    case 'no_progress':
      return `${name} does the same again and again${seen(refusal)}. It may be caught in a loop.`
    case 'not_entitled':
      return 'Employees rest until a plan is paid.'
  }
}

function figures({ capMicros, spentMicros, wantedMicros }: Refusal): string {
  if (capMicros === null || spentMicros === null) return ''
  const next = wantedMicros > 0 ? `; the next step may cost up to ${inDollars(wantedMicros)}` : ''
  return ` (${inDollars(spentMicros)} of ${inDollars(capMicros)}${next})`
}

function seen({ said }: Refusal): string {
  return said === '' ? '' : ` (${said})`
}

/** Enough for the next step and a good part of what it had; in whole dollars, or fives of them. */
function raiseFor(refusal: Refusal): number {
  const least = Math.max(missingIn(refusal), (refusal.capMicros ?? 0) / 4, dollar)
  const step = least > 5 * dollar ? 5 * dollar : dollar
  return Math.ceil(least / step) * step
}

/** Null where the plan leaves less than the next step may cost: no raise would help. Offered in whole cents, as people say them. */
function raiseWithin(refusal: Refusal): number | null {
  const raise = raiseFor(refusal)
  if (refusal.raisableMicros === null || raise <= refusal.raisableMicros) return raise
  const rest = Math.floor(refusal.raisableMicros / cent) * cent
  return rest > 0 && rest >= missingIn(refusal) ? rest : null
}

function missingIn({ capMicros, spentMicros, wantedMicros }: Refusal): number {
  return (spentMicros ?? 0) + wantedMicros - (capMicros ?? 0)
}
