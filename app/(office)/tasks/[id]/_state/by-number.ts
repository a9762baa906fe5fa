import type { TaskCard } from '#lib/wire/task.ts'

/** In the order they were made. */
export function byNumber(cards: readonly TaskCard[]): TaskCard[] {
  return cards.toSorted((one, other) => one.number - other.number)
}
