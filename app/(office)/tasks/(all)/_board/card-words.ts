// How a card says what is going on. Pure.
import type { TaskCard } from '#lib/wire/task.ts'
import type { LampState } from '../../../../_ui/lamp-drawing.tsx'
import { progressInWords } from '../../_words/status.ts'
import type { MoveVerb } from './drop-of.ts'

/** The lamp glows only while somebody is truly at it: a task that waits, is silent or asks has none. */
export function lampOfTask({ status, worker, why, parts }: TaskCard): LampState | undefined {
  if (status === 'claimed') return worker && why?.code === 'claimed' ? 'warming' : undefined
  const isAtWork = worker !== null || parts.total > 0
  return status === 'running' && isAtWork && why === null ? 'breathing' : undefined
}

/** One line of what a worker says; empty once it is over. */
export function progressLine({ status, progress }: TaskCard): string {
  if (!progress || (status !== 'claimed' && status !== 'running')) return ''
  const state = progressInWords(progress.state)
  return progress.note ? `${state}: ${progress.note}` : state
}

/** What a move is called in a menu. */
export const moveNames: Readonly<Record<MoveVerb, string>> = {
  setAside: 'Back to draft',
  plan: 'Ask for a plan',
  approvePlan: 'Approve the plan',
  start: 'Start',
  skipPlan: 'Begin without a plan',
  sendBack: 'Send back …',
  retry: 'Try again',
  approve: 'Approve',
  finish: 'It is done',
  cancel: 'Cancel …',
}

/** What the column says already. */
const plainWhys: readonly string[] = ['draft', 'awaits_review', 'claimed']

/** Why it does not move, in a line. */
export function whyLine({ why }: TaskCard): string {
  return why && !plainWhys.includes(why.code) ? why.text : ''
}
