// What a desk uses, from /proc. There are no limits here but the machine's own.
import { readFile, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeskStats } from '../desk-runtime.ts'
import { requireHome } from './desk-folder.ts'
import type { Host } from './host.ts'
import { runCommand } from './run-command.ts'
import { launchesOf } from './running-launches.ts'

const sampleMs = 500
/** USER_HZ of every Linux. */
const ticksPerSecond = 100
const pageBytes = 4096
const measureHomeTimeoutMs = 10_000

export async function statsOfDesk(host: Host, deskId: string): Promise<DeskStats> {
  const { home } = host.folder(deskId)
  await requireHome(host.folder(deskId))
  const pids = (await launchesOf(host, deskId)).flatMap(({ everything }) => everything).map(({ pid }) => pid)
  const [before, homeBytes, disk] = await Promise.all([cpuTicks(pids), sizeOfFolder(home), statfs(home)])
  const startedAt = performance.now()
  await sleep(sampleMs)
  const ticks = (await cpuTicks(pids)) - before
  const seconds = (performance.now() - startedAt) / 1000
  return {
    cpuCores: Math.max(0, ticks / ticksPerSecond / seconds),
    memoryBytes: await residentBytes(pids),
    memoryLimitBytes: totalmem(),
    processes: pids.length,
    homeBytes,
    homeLimitBytes: homeBytes + disk.bavail * disk.bsize,
  }
}

/** proc_pid_stat(5): utime and stime, counted from behind the name. Who has ended counts nothing. */
async function cpuTicks(pids: number[]): Promise<number> {
  return await sumOf(pids, 'stat', (text) => {
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
}

async function residentBytes(pids: number[]): Promise<number> {
  return await sumOf(pids, 'statm', (text) => Number(text.split(' ')[1]) * pageBytes)
}

async function sumOf(pids: number[], file: string, read: (text: string) => number): Promise<number> {
  const texts = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => undefined)),
  )
  return texts.reduce((sum, text) => sum + (text === undefined ? 0 : read(text)), 0)
}

async function sizeOfFolder(path: string): Promise<number> {
  const { stdout } = await runCommand(['du', '-sk', path], {
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    workingDir: '/',
    timeoutMs: measureHomeTimeoutMs,
  })
  return (Number.parseInt(stdout, 10) || 0) * 1024
}
