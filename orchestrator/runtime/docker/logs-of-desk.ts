// What a desk said, for people to read.
import { notFound } from '#lib/errors.ts'
import { lastLines, redact } from '#orchestrator/redact.ts'
import { findDesk } from './containers.ts'
import { soon } from './engine.ts'
import type { Host } from './host.ts'
import { textsIn } from './output.ts'

const longestCharacters = 64 * 1024

export async function logsOfDesk(host: Host, deskId: string, lines: number): Promise<string> {
  if (!(await findDesk(host, deskId))) throw notFound('desk')
  const secrets = Object.values((await host.records.readHandover(deskId))?.environment ?? {})
  const log = redact(await logOf(host, deskId, lines), [...secrets, host.options.doorKeyOf(deskId)])
  return lastLines(log, lines, longestCharacters)
}

/** As it is, secrets included. */
export async function logOf({ engine, names }: Host, deskId: string, lines: number): Promise<string> {
  const container = engine.getContainer(names.container(deskId))
  const framed = await container.logs({
    stdout: true,
    stderr: true,
    tail: lines,
    follow: false,
    abortSignal: soon(),
  })
  return textsIn(framed)
}
