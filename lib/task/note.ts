import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { TimelineKind } from '#lib/wire/timeline.ts'

/** One more line of a task's timeline, by whoever acts. */
export async function note(tx: Tx, taskId: string, kind: TimelineKind, data: object = {}): Promise<void> {
  await sql`select deskhand.note_task(${taskId}, ${kind}, ${JSON.stringify(data)}::jsonb)`.execute(tx)
}
