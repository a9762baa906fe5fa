// The chores that time brings, not people.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** Ends the undo period of fired employees; their desks are cleared away from then on. */
export async function dismissLeavers(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.dismiss_leavers()`.execute(tx))
}

/** What is idle and what is awaited is decided in the database, by its clock. */
export async function sleepIdleDesks(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.sleep_idle_desks()`.execute(tx))
  await transactAsOrchestrator((tx) => sql`select deskhand.wake_desks_with_messages()`.execute(tx))
}

/** Readers of events may resume two days later; after that they read anew. */
export async function pruneEvents(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.prune_events(interval '48 hours')`.execute(tx))
}

/** Queues that nobody waits in cost every claim a look. Somebody who is busy putting a task into one may let it wait for an hour. */
export async function pruneTaskQueues(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.prune_task_queues()`.execute(tx))
}

export async function pruneEdges(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.prune_edges()`.execute(tx))
}
