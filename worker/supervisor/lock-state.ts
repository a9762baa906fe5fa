// One worker per state folder: two with the same outbox would send, and clean up, what is the other's.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { startOf } from './process-start.ts'

const holder = z.object({ pid: z.int(), startedAt: z.string() })

/** @throws Error when another worker that is alive has it. */
export async function lockState(stateDir: string, name: string): Promise<() => Promise<void>> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  const path = join(stateDir, 'worker.json')
  const mine = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) })
  for (const attempt of ['first', 'second']) {
    try {
      await writeFile(path, mine, { flag: 'wx' })
      return () => rm(path, { force: true })
    } catch (error) {
      if (attempt === 'second' || (await isHeld(path))) throw refusal(name, error)
      await rm(path, { force: true })
    }
  }
  throw refusal(name, undefined)
}

function refusal(name: string, cause: unknown): Error {
  return new Error(
    `A worker named "${name}" runs here already. Give this one another name (--name) or let that one take more at once (--concurrency).`,
    { cause },
  )
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const { pid, startedAt } = holder.parse(JSON.parse(await readFile(path, 'utf8')))
    return pid !== process.pid && startedAt === (await startOf(pid))
  } catch {
    return false
  }
}
