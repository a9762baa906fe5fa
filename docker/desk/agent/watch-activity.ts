// When the employee last did anything: wrote to the memory of its sessions, used the browser, or has a program running.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeskBoard } from './desk-board.ts'

interface WatchActivityInput {
  board: DeskBoard
  /** OpenClaw's memory of sessions. */
  state: string
  browserUsedAtMs: () => number | null
  programsRunning: () => Promise<number>
  everyMs?: number
}

const lookEveryMs = 5000

/** Returns what stops it. */
export function watchActivity(input: WatchActivityInput): () => void {
  const timer = setInterval(() => void note(input).catch(() => undefined), input.everyMs ?? lookEveryMs)
  return () => clearInterval(timer)
}

async function note({ board, state, browserUsedAtMs, programsRunning }: WatchActivityInput): Promise<void> {
  const known = Date.parse(board.facts().activeAt)
  const now = (await programsRunning()) > 0 ? Date.now() : 0
  const latest = Math.max(
    known,
    now,
    browserUsedAtMs() ?? 0,
    await lastWriteMs(join(state, 'agents/main/agent')),
  )
  if (latest > known) board.note({ activeAt: new Date(latest).toISOString() })
}

async function lastWriteMs(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const times = await Promise.all(
    names
      .filter((name) => name.includes('.sqlite'))
      .map((name) =>
        stat(join(folder, name)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
  )
  return Math.max(0, ...times)
}
