// How a worker is, in words. Pure.
import { leaseSeconds } from '#lib/wire/run.ts'
import type { Executor } from '#lib/wire/task-parts.ts'
import type { Worker } from '#lib/wire/worker.ts'
import type { LampState } from '../../../_ui/lamp-drawing.tsx'

export const executorNames: Record<Executor, string> = {
  openclaw: 'OpenClaw',
  'claude-code': 'Claude Code',
  command: 'A command',
}

type Stated = Pick<Worker, 'isOnline' | 'drainingAt' | 'running' | 'seenAt' | 'employeeId'>

/** What was online when it was read is not for ever: a program that is silent too long is not there. */
const goneMs = (leaseSeconds + 30) * 1000

export function isThere({ isOnline, employeeId, seenAt }: Stated, nowMs: number): boolean {
  return isOnline && (employeeId !== null || nowMs - Date.parse(seenAt) <= goneMs)
}

export function workerState(worker: Stated, nowMs: number): { words: string; lamp: LampState } {
  const there = isThere(worker, nowMs)
  if (!there) {
    if (worker.running.length > 0) return { words: 'Silent with work in hand', lamp: 'red' }
    return worker.employeeId ? { words: 'Asleep', lamp: 'off' } : { words: 'Offline', lamp: 'off' }
  }
  if (worker.drainingAt) {
    return worker.running.length > 0
      ? { words: 'Finishing, takes nothing new', lamp: 'cool' }
      : { words: 'Takes nothing new', lamp: 'cool' }
  }
  return worker.running.length > 0 ? { words: 'Working', lamp: 'breathing' } : { words: 'Ready', lamp: 'lit' }
}
