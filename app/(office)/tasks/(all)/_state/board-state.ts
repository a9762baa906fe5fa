// What the page knows of the tasks: the truth as it was last told, and over it what the person has just done and awaits. Pure.
import type { TaskCard } from '#lib/wire/task.ts'
import { type TasksView, withTask } from '../../../../_live/apply-to-tasks.ts'

export type Wish = Partial<
  Pick<TaskCard, 'status' | 'statusAt' | 'assigneeId' | 'priority' | 'labels' | 'why' | 'worker'>
>

export interface BoardState {
  truth: TasksView
  /** By a number of its own, in the order of the acts: two may concern one task. */
  wishes: ReadonlyMap<number, { id: string; wish: Wish }>
}

export function stateOf(cards: readonly TaskCard[]): BoardState {
  const tasks = cards.toSorted((one, other) => other.number - one.number)
  return { truth: { tasks, isStale: false }, wishes: new Map() }
}

/** Takes over what was told, unless something newer is known. */
export function withTruth(state: BoardState, told: readonly TaskCard[]): BoardState {
  return { ...state, truth: told.reduce(withTask, state.truth) }
}

export function withWish(state: BoardState, key: number, id: string, wish: Wish): BoardState {
  return { ...state, wishes: new Map(state.wishes).set(key, { id, wish }) }
}

/** The answer has come: what is true counts again. */
export function withoutWish(state: BoardState, key: number): BoardState {
  const wishes = new Map(state.wishes)
  wishes.delete(key)
  return { ...state, wishes }
}

/** As people see it. A card nobody wishes otherwise stays the very same object, so that it need not be drawn again. */
export function seenCards({ truth, wishes }: BoardState): ReadonlyMap<string, TaskCard> {
  const seen = new Map(truth.tasks.map((card) => [card.id, card]))
  for (const { id, wish } of wishes.values()) {
    const card = seen.get(id)
    if (card) seen.set(id, { ...card, ...wish })
  }
  return seen
}
