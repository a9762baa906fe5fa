// One installer at a time on a machine. The holder touches its lock while it lives; a lock that nobody touches is taken over.
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isNoFile } from '../read-json.ts'

const touchEveryMs = 1000
const abandonedAfterMs = 10_000
const lookAgainMs = 200

export async function holdInstallLock(path: string, waitMs = abandonedAfterMs): Promise<() => Promise<void>> {
  const owner = randomUUID()
  while (!(await take(path, owner))) {
    await breakAbandoned(path, waitMs)
    await sleep(lookAgainMs)
  }
  const touch = () => utimes(path, new Date(), new Date()).catch(() => undefined)
  const timer = setInterval(() => void touch(), touchEveryMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    if ((await readFile(path, 'utf8').catch(() => '')) === owner) await rm(path, { force: true })
  }
}

async function take(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Moved away before it is removed: of two that find it abandoned, one moves it. */
async function breakAbandoned(path: string, waitMs: number): Promise<void> {
  try {
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs < waitMs) return
    const aside = `${path}.${randomUUID()}`
    await rename(path, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if (!isNoFile(error)) throw error
  }
}
