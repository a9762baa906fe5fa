// What putting a card into another column means: an act, or a refusal in words. The same answers fill the menu "Move to". Pure.
import { taskMoves } from '#lib/task/moves.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'
import { type ColumnKey, columnKeys, columnOf } from './columns.ts'

export type MoveVerb =
  | 'setAside'
  | 'plan'
  | 'approvePlan'
  | 'start'
  | 'skipPlan'
  | 'sendBack'
  | 'retry'
  | 'approve'
  | 'finish'
  | 'cancel'

export type Drop = { verb: MoveVerb; refusal?: never } | { verb?: never; refusal: string }

/** Where a verb leads, for the board to show before the answer is there. */
export const leadsTo: Readonly<Record<MoveVerb, TaskStatus>> = {
  setAside: 'draft',
  plan: 'planning',
  approvePlan: 'ready',
  start: 'ready',
  skipPlan: 'ready',
  sendBack: 'ready',
  retry: 'ready',
  approve: 'done',
  finish: 'done',
  cancel: 'cancelled',
}

type Asked = Pick<TaskCard, 'status' | 'why' | 'parts'>

/** Undefined: it is there already. */
export function dropOf(card: Asked, column: ColumnKey): Drop | undefined {
  if (columnOf(card) === column) return undefined
  const drop = dropsInto[column](card)
  if (drop.verb && !taskMoves[card.status].includes(leadsTo[drop.verb]))
    return { refusal: 'It cannot go there from here.' }
  return drop
}

/** The ways that are open to a card, in the order of the columns. */
export function movesOf(card: Asked): { column: ColumnKey; verb: MoveVerb }[] {
  return columnKeys.flatMap((column) => {
    const verb = dropOf(card, column)?.verb
    return verb ? [{ column, verb }] : []
  })
}

const dropsInto: Readonly<Record<ColumnKey, (card: Asked) => Drop>> = {
  draft: ({ status, parts }) =>
    parts.total > 0 || !['planning', 'ready', 'failed', 'cancelled'].includes(status)
      ? { refusal: 'Work on it has begun, so it is no draft any more.' }
      : { verb: 'setAside' },
  planning: ({ status, parts }) =>
    parts.total > 0 || !taskMoves[status].includes('planning')
      ? { refusal: 'A plan is made before the work begins.' }
      : { verb: 'plan' },
  ready: intoReady,
  working: () => ({ refusal: 'A worker takes it by itself, as soon as one is free.' }),
  review: () => ({ refusal: 'Work comes to review when it is reported.' }),
  done: ({ status }) => {
    if (status === 'in_review') return { verb: 'approve' }
    if (status === 'ready') return { verb: 'finish' }
    return { refusal: 'Only work that came to review can be approved.' }
  },
  failed: () => ({ refusal: 'Only an attempt can fail. Cancel the task if nobody shall do it.' }),
  cancelled: ({ status }) => (status === 'done' ? { refusal: 'It is done already.' } : { verb: 'cancel' }),
}

function intoReady({ status, why }: Asked): Drop {
  switch (status) {
    case 'draft':
      return { verb: 'start' }
    case 'planning':
      return why?.code === 'plan_awaits_approval' ? { verb: 'approvePlan' } : { verb: 'skipPlan' }
    case 'in_review':
    case 'done':
      return { verb: 'sendBack' }
    case 'failed':
    case 'cancelled':
      return { verb: 'retry' }
    default:
      return { refusal: 'A worker has it. Cancel it, or wait for the review.' }
  }
}
