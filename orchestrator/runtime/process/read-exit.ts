// Reads what the witness above a gateway wrote, and adds what the log and the kernel tell.
import { readFile, stat } from 'node:fs/promises'
import { isNoFile } from '../read-json.ts'
import type { RecordedExit } from '../recorded-exit.ts'
import type { DeskFolder } from './desk-folder.ts'
import { type Launch, readEnvironment } from './desk-record.ts'
import { explainExit } from './explain-exit.ts'
import { readLogTail } from './gateway-log.ts'

/** undefined while nothing is written down for this launch. */
export async function readExitCode(folder: DeskFolder, launchId: string): Promise<number | undefined> {
  const text = await readFile(folder.exitCode, 'utf8').catch((error: unknown) => {
    if (isNoFile(error)) return ''
    throw error
  })
  const [id, code] = text.trim().split(' ')
  return id === launchId && code !== undefined ? Number(code) : undefined
}

export async function readExit(folder: DeskFolder, launch: Launch): Promise<RecordedExit> {
  const code = await readExitCode(folder, launch.id)
  const oomKills = await readOomKills()
  const exit = explainExit({
    code,
    log: await readLogTail(folder.log, launch.logOffsetBytes),
    secrets: Object.values((await readEnvironment(folder)) ?? {}),
    oomKillSeen: oomKills !== null && launch.oomKillsBefore !== null && oomKills > launch.oomKillsBefore,
  })
  const at = code === undefined ? new Date() : (await stat(folder.exitCode)).mtime
  return { ...exit, at: at.toISOString() }
}

/** How often the kernel has killed for want of memory since it started; null where it does not say. */
export async function readOomKills(): Promise<number | null> {
  const text = await readFile('/proc/vmstat', 'utf8').catch(() => '')
  const count = /^oom_kill (\d+)$/m.exec(text)?.[1]
  return count === undefined ? null : Number(count)
}
