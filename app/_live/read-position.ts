import 'server-only'
import { ensureDatabase } from '#app/_edge/database.ts'
import { latestEventId } from '#lib/live/read-events.ts'

/** Read before the page's data: whatever changes after it is told by the stream. */
export function readLivePosition(companyId: string): Promise<number> {
  ensureDatabase()
  return latestEventId(companyId)
}
