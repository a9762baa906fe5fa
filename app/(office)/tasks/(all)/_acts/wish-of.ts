// How a task looks after an act, for the board to show before the answer is there. Pure.
import type { ManyAct, TaskCard } from '#lib/wire/task.ts'
import { leadsTo, type MoveVerb } from '../_board/drop-of.ts'
import type { Wish } from '../_state/board-state.ts'

export function wishOfMove(verb: MoveVerb): Wish {
  return { status: leadsTo[verb], statusAt: new Date().toISOString(), why: null, worker: null }
}

export function wishOf({ labels }: TaskCard, act: ManyAct): Wish {
  switch (act.do) {
    case 'assign':
      return { assigneeId: act.value }
    case 'priority':
      return { priority: act.value }
    case 'label':
      return { labels: [...new Set([...labels, act.value])] }
    default:
      return wishOfMove(act.do)
  }
}
