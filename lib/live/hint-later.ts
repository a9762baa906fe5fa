// Tells readers of what was committed without a NOTIFY, once for all of a short while. A hint that is lost does no harm: readers look by
// themselves every two seconds.
import { sql } from 'kysely'
import { database } from '#lib/db/database.ts'
import type { EventHint } from '#lib/wire/event.ts'

const gatherMs = 15
/** By company: its readers read everything that is new, whichever hint they hear. */
const waiting = new Map<string, EventHint>()

export function hintLater(hint: EventHint & { companyId: string }): void {
  if (waiting.size === 0) setTimeout(() => void tell(), gatherMs)
  waiting.set(hint.companyId, hint)
}

async function tell(): Promise<void> {
  const hints = [...waiting.values()].map((hint) => JSON.stringify(hint))
  waiting.clear()
  try {
    // Every commit with a NOTIFY holds up all others that have one: this one does not wait for the disk.
    await sql`select set_config('synchronous_commit', 'off', true), pg_notify('deskhand_events', hint)
      from unnest(${hints}::text[]) hint`.execute(database())
  } catch {
    // The database is away, or closed already.
  }
}
