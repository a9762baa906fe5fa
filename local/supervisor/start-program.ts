/** Starts a program, waits until it is ready, and can end it with everything it started in its process group. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartProblem } from '../problem.ts'
import { lastLines, rotateLog, sizeOf } from './log-file.ts'
import type { ProgramPart, Running } from './part.ts'
import { waitUntil } from './wait.ts'

const probeEveryMs = 50
const probeTimeoutMs = 2_000

export async function startProgram(part: ProgramPart, giveUp: AbortSignal): Promise<Running> {
  giveUp.throwIfAborted()
  rotateLog(part.logFile)
  const logStart = sizeOf(part.logFile)
  const child = launch(part)
  const running = control(child, part.stopGraceMs)
  let ended: string | undefined
  void running.exited.then((how) => {
    ended = how
  })
  const enough = async () => ended !== undefined || giveUp.aborted || (await isReady(part))
  const inTime = await waitUntil(enough, part.readyTimeoutMs, probeEveryMs)
  if (inTime && ended === undefined && !giveUp.aborted) return running
  await running.stop()
  giveUp.throwIfAborted()
  const why = inTime
    ? `ended while starting (${ended})`
    : `was not ready after ${part.readyTimeoutMs / 1000} s`
  throw new StartProblem(`The ${part.name} ${why}.\n${explainLog(part.logFile, logStart)}`)
}

function launch(part: ProgramPart): ChildProcess {
  const log = openSync(part.logFile, 'a')
  try {
    return spawn(part.command, part.args, {
      cwd: part.cwd,
      env: { ...part.environment, NODE_ENV: 'production' },
      // A group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops things in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
  } finally {
    closeSync(log)
  }
}

function control(child: ChildProcess, stopGraceMs: number): Running {
  const { promise: exited, resolve } = Promise.withResolvers<string>()
  child.once('error', (error) => resolve(error.message))
  child.once('exit', (code, signalName) => resolve(signalName ?? `exit code ${code}`))
  const kill = () => killGroup(child)
  return { pid: child.pid ?? 0, exited, kill, stop: () => stop(child, exited, kill, stopGraceMs) }
}

async function stop(child: ChildProcess, exited: Promise<string>, kill: () => void, graceMs: number) {
  child.kill('SIGTERM')
  const timeout = new AbortController()
  const late = sleep(graceMs, undefined, { signal: timeout.signal }).then(kill, () => {})
  await Promise.race([exited, late])
  timeout.abort()
  await exited
  // What the program itself started and left behind in its group.
  kill()
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is empty.
  }
}

export async function isReady(part: Pick<ProgramPart, 'readyUrl' | 'readyWhen'>): Promise<boolean> {
  try {
    const answer = await fetch(part.readyUrl, {
      signal: AbortSignal.timeout(probeTimeoutMs),
      redirect: 'manual',
    })
    await answer.body?.cancel()
    return part.readyWhen === 'answering' || answer.ok
  } catch {
    return false
  }
}

function explainLog(file: string, startBytes: number): string {
  const end = lastLines(file, startBytes)
  return end ? `The end of ${file}:\n${end}` : `${file} is empty.`
}
