// How tasks are read: as cards, for any number of them in the same few queries.
import type { Selectable } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Task as TaskTable } from '#lib/db/types.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { type FactsRow, readWhyFacts, type Surroundings } from './read-why-facts.ts'
import { whyOf } from './why.ts'

const cardColumns = [
  'id',
  'number',
  'parentId',
  'title',
  'status',
  'statusAt',
  'priority',
  'labels',
  'requires',
  'assigneeId',
  'progressState',
  'progressNote',
  'progressAt',
  'openDependencies',
  'costMicros',
  'createdBy',
  'createdAt',
  'updatedAt',
  'queuedAt',
  'availableAt',
  'attempts',
  'maxAttempts',
  'allowanceMicros',
  'failure',
  'checkingRunId',
  'parts',
] as const satisfies (keyof TaskTable)[]

export type CardRow = Pick<Selectable<TaskTable>, (typeof cardColumns)[number]>

/** Tasks of a company with what a card needs; callers narrow and order. */
export function selectTasks(tx: Tx, companyId: string) {
  return tx.selectFrom('tasks').where('tasks.companyId', '=', companyId).select(cardColumns)
}

/** Cards of rows, in their order. */
export async function cardsOf(tx: Tx, companyId: string, rows: CardRow[]): Promise<TaskCard[]> {
  const around = await readWhyFacts(tx, companyId, rows)
  return rows.flatMap((row, place) => {
    const surroundings = around[place]
    return surroundings ? [toCard(row, surroundings)] : []
  })
}

/** Cards by id, of those that exist in the company. In no order. */
export async function readCards(tx: Tx, companyId: string, ids: string[]): Promise<TaskCard[]> {
  if (ids.length === 0) return []
  return cardsOf(tx, companyId, await selectTasks(tx, companyId).where('id', 'in', ids).execute())
}

export function toCard(row: CardRow & FactsRow, around: Surroundings): TaskCard {
  const ended = (status: string) => around.parts.filter((part) => part.status === status).length
  return {
    id: row.id,
    number: row.number,
    parentId: row.parentId,
    title: row.title,
    status: around.status,
    statusAt: row.statusAt.toISOString(),
    priority: row.priority,
    labels: row.labels,
    requires: row.requires,
    assigneeId: row.assigneeId,
    worker: around.worker,
    progress: progressOf(row),
    why: whyOf(around),
    parts: { total: around.parts.length, done: ended('done'), failed: ended('failed') },
    openQuestions: around.openQuestions,
    openDependencies: row.openDependencies,
    attempts: row.attempts,
    maxAttempts: row.maxAttempts,
    costMicros: row.costMicros + around.partsCostMicros,
    createdBy: { userId: row.createdBy },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function progressOf({ progressState, progressNote, progressAt }: CardRow): TaskCard['progress'] {
  if (!progressState || !progressAt) return null
  return { state: progressState, note: progressNote, at: progressAt.toISOString() }
}
