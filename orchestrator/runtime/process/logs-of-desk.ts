// What a gateway said, for people to read.
import { notFound } from '#lib/errors.ts'
import { lastLines, redact } from '#orchestrator/redact.ts'
import { readEnvironment } from './desk-record.ts'
import { readLogTail } from './gateway-log.ts'
import type { Host } from './host.ts'

const longestCharacters = 64 * 1024

export async function logsOfDesk(host: Host, deskId: string, lines: number): Promise<string> {
  const folder = host.folder(deskId)
  const environment = await readEnvironment(folder)
  if (!environment) throw notFound('desk')
  const log = redact(await readLogTail(folder.log, 0), Object.values(environment))
  return lastLines(log, lines, longestCharacters)
}
