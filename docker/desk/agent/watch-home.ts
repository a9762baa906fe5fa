// Keeps an eye on how large the home is. Counting a tree costs something, so it is counted when the disk has lost space since, or has
// won some while the home is full, and once a minute otherwise. A home over its limit is told; one far over it loses the programs that
// may be filling it.
import { execFile } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { DeskBoard } from './desk-board.ts'

const run = promisify(execFile)

interface WatchHomeInput {
  board: DeskBoard
  home: string
  limitBytes: number
  endEmployeeProcesses: () => Promise<number>
  log: (line: string) => void
  sizeOf?: (home: string) => Promise<number>
  freeOf?: (home: string) => Promise<number>
}

const lookEveryMs = 1000
const countAtLeastEveryMs = 60_000
const changedBytes = 32 * 1024 * 1024
const forcedAbove = 1.1
/** Counting may take a tenth of the time. */
const restPerCount = 9

/** Returns what stops it. */
export function watchHome(input: WatchHomeInput): () => void {
  const { home, sizeOf = countBytes, freeOf = freeBytes } = input
  let countedAtMs = 0
  let notBeforeMs = 0
  let freeAtCount = 0
  let isCounting = false

  const look = async () => {
    const free = await freeOf(home)
    const now = Date.now()
    const isFull = input.board.facts().complaint?.code === 'home_full'
    const changed = isFull ? Math.abs(freeAtCount - free) : freeAtCount - free
    const isDue = now - countedAtMs > countAtLeastEveryMs || changed > changedBytes
    if (!isDue || now < notBeforeMs) return
    const bytes = await sizeOf(home)
    countedAtMs = Date.now()
    notBeforeMs = countedAtMs + (countedAtMs - now) * restPerCount
    freeAtCount = free
    await judge(input, bytes)
  }
  const timer = setInterval(() => {
    if (isCounting) return
    isCounting = true
    void look()
      .catch((error: unknown) => input.log(`agent: the home cannot be counted: ${error}`))
      .finally(() => {
        isCounting = false
      })
  }, lookEveryMs)
  return () => clearInterval(timer)
}

export async function judge(
  { board, limitBytes, endEmployeeProcesses, log }: WatchHomeInput,
  bytes: number,
): Promise<void> {
  board.note({ home: { bytes, limitBytes } })
  const isFull = bytes > limitBytes
  const wasFull = board.facts().complaint?.code === 'home_full'
  if (isFull !== wasFull) board.change({ complaint: isFull ? homeFull(limitBytes) : null })
  if (bytes <= limitBytes * forcedAbove) return
  const ended = await endEmployeeProcesses()
  if (ended > 0) log(`agent: the home is far over its limit; ended ${ended} programs of the employee`)
}

function homeFull(limitBytes: number) {
  const limit = `${(limitBytes / 1024 ** 3).toFixed(1)} GB`
  return {
    code: 'home_full',
    text: `The home holds more than its ${limit}. Nothing is lost; programs that go on writing are ended.`,
    action: 'Ask the employee to delete what is not needed, or give the desk a larger home.',
  }
}

/** What a file takes besides its content: millions of empty ones would use up the inodes of everybody on the machine. */
const bytesPerFile = 4096

async function countBytes(home: string): Promise<number> {
  const [bytes, files] = await Promise.all([count(home, '--block-size=1'), count(home, '--inodes')])
  return bytes + files * bytesPerFile
}

async function count(home: string, unit: string): Promise<number> {
  const counted = await run('/usr/bin/du', ['--summarize', '--one-file-system', unit, home], {
    timeout: 5 * 60_000,
  }).catch((error: { stdout?: unknown }) => {
    // What vanished while it was counted makes du say so; the sum is there all the same.
    if (typeof error.stdout === 'string' && /^\d+/.test(error.stdout)) return { stdout: error.stdout }
    throw error
  })
  return Number.parseInt(counted.stdout, 10)
}

async function freeBytes(home: string): Promise<number> {
  const { bavail, bsize, ffree } = await statfs(home)
  return bavail * bsize + ffree * bytesPerFile
}
