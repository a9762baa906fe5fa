// What the page knows of the tasks: the truth as it was last told, and over it what the person has just done and awaits. Pure.
import type { TaskCard } from '#lib/wire/task.ts'

export type Wish = Partial<
  Pick<TaskCard, 'status' | 'statusAt' | 'assigneeId' | 'priority' | 'labels' | 'why' | 'worker'>
>

export interface BoardState {
  cards: ReadonlyMap<string, TaskCard>
  /** By a number of its own, in the order of the acts: two may concern one task. */
  wishes: ReadonlyMap<number, { id: string; wish: Wish }>
}

export const stateOf = (cards: Iterable<TaskCard>): BoardState => ({
  cards: new Map([...cards].map((card) => [card.id, card])),
  wishes: new Map(),
})

/** Takes over what was told, unless something newer is known. */
export function withTruth(state: BoardState, told: Iterable<TaskCard>): BoardState {
  const cards = new Map(state.cards)
  for (const card of told) {
    const known = cards.get(card.id)
    if (!known || known.updatedAt <= card.updatedAt) cards.set(card.id, card)
  }
  return { ...state, cards }
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
export function seenCards({ cards, wishes }: BoardState): ReadonlyMap<string, TaskCard> {
  if (wishes.size === 0) return cards
  const seen = new Map(cards)
  for (const { id, wish } of wishes.values()) {
    const card = seen.get(id)
    if (card) seen.set(id, { ...card, ...wish })
  }
  return seen
}
