// The columns of the board: statuses as people think of them, each in the order in which it matters. Pure.
import type { TaskCard } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export const columnKeys = [
  'draft',
  'planning',
  'ready',
  'working',
  'review',
  'done',
  'failed',
  'cancelled',
] as const
export type ColumnKey = (typeof columnKeys)[number]

export const columnNames: Readonly<Record<ColumnKey, string>> = {
  draft: 'Draft',
  planning: 'Planning',
  ready: 'Ready',
  working: 'Working',
  review: 'Review',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const columnByStatus: Readonly<Record<TaskStatus, ColumnKey>> = {
  draft: 'draft',
  planning: 'planning',
  ready: 'ready',
  claimed: 'working',
  running: 'working',
  in_review: 'review',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

export function columnOf({ status }: Pick<TaskCard, 'status'>): ColumnKey {
  return columnByStatus[status]
}

export type Arranged = Readonly<Record<ColumnKey, readonly TaskCard[]>>

export function arrange(cards: Iterable<TaskCard>): Arranged {
  const columns: Record<ColumnKey, TaskCard[]> = {
    draft: [],
    planning: [],
    ready: [],
    working: [],
    review: [],
    done: [],
    failed: [],
    cancelled: [],
  }
  for (const card of cards) columns[columnOf(card)].push(card)
  for (const key of columnKeys) columns[key].sort(orders[key])
  return columns
}

type Order = (one: TaskCard, other: TaskCard) => number

const newestFirst: Order = (one, other) => other.number - one.number
const longestFirst: Order = (one, other) => compare(one.statusAt, other.statusAt) || one.number - other.number
const latestFirst: Order = (one, other) => compare(other.statusAt, one.statusAt) || other.number - one.number
const urgentFirst: Order = (one, other) => other.priority - one.priority || longestFirst(one, other)

const orders: Readonly<Record<ColumnKey, Order>> = {
  draft: newestFirst,
  planning: longestFirst,
  ready: urgentFirst,
  working: longestFirst,
  review: urgentFirst,
  done: latestFirst,
  failed: latestFirst,
  cancelled: latestFirst,
}

/** Times are ISO 8601 in UTC, so their texts stand in their order. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
