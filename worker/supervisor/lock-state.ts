// One worker per state folder: two with the same outbox would send, and clean up, what is the other's.
//
// Each has a file of its own whose name says who it is: nothing that is half written can be misread, and nobody takes a file away that
// belongs to somebody alive. One puts its own there first and looks for others then; of two, whoever looks last sees both.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startOf } from './process-start.ts'

const lookAgainMs = 20
/** How long the first of several that begin at once waits for the others to step back. */
const patienceMs = 10_000
const held = 'held'

/** @throws Error when another worker that is alive has it. */
export async function lockState(stateDir: string, name: string): Promise<() => Promise<void>> {
  const folder = join(stateDir, 'holders')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const mine = nameOf(process.pid, await startOf(process.pid))
  const path = join(folder, mine)
  const unlock = () => rm(path, { force: true })
  try {
    await writeFile(path, '')
    if (!(await isLeftAlone(folder, mine))) throw refusal(name)
    await writeFile(path, held)
    return unlock
  } catch (error) {
    await unlock()
    throw error
  }
}

function refusal(name: string): Error {
  return new Error(
    `A worker named "${name}" runs here already. Give this one another name (--name) or let that one take more at once (--concurrency).`,
  )
}

/** Whoever has it keeps it. Of those that ask at once all but the first by name step back. */
async function isLeftAlone(folder: string, mine: string): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const others = await othersAlive(folder, mine)
    if (others.length === 0) return true
    if (others.some((one) => one < mine) || (await hasOneIt(folder, others))) return false
    await pause(lookAgainMs)
  }
  return false
}

async function othersAlive(folder: string, mine: string): Promise<string[]> {
  const alive: string[] = []
  for (const name of await readdir(folder)) {
    if (name === mine) continue
    if (await isAlive(name)) alive.push(name)
    else await rm(join(folder, name), { force: true })
  }
  return alive
}

async function hasOneIt(folder: string, names: string[]): Promise<boolean> {
  const words = await Promise.all(names.map((one) => readFile(join(folder, one), 'utf8').catch(() => '')))
  return words.includes(held)
}

/** In the order in which they were started, as far as the system tells. */
function nameOf(pid: number, startedAt: string): string {
  return `${startedAt.padStart(20, '0')}-${pid}`
}

/** Also where it cannot be told when it was started. */
async function isAlive(name: string): Promise<boolean> {
  const pid = Number(name.split('-')[1])
  if (!Number.isInteger(pid) || pid < 1) return false
  const startedAt = await startOf(pid)
  return startedAt === 'running' || name === nameOf(pid, startedAt)
}
