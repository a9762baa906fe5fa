// Keeps one part of the desk running: starts it when it may, finds out when it is up and when it is stuck, starts it again
// with growing pauses, and gives up when it fails again and again.
import { setTimeout as sleep } from 'node:timers/promises'
import { isCrashLoop, recentFailures, waitBeforeRestartMs } from './back-off.ts'
import type { DeskBoard } from './desk-board.ts'
import type { PartName } from './desk-status.ts'
import { explainExit } from './explain-exit.ts'
import { type Child, type Command, launchChild } from './launch-child.ts'
import type { PartLog } from './part-log.ts'

export interface PartPlan {
  name: PartName
  /** Must be up before this one may start. */
  needs: PartName[]
  /** Clears what an earlier life left behind, and says what to run; null while there is nothing to run. */
  prepare: () => Promise<Command | null>
  isUp: () => Promise<boolean>
  startLimitMs: number
  /** How long it may stay silent once it is up; null where its exit tells enough. */
  silenceLimitMs: number | null
  /** Asks it to end; without it, SIGTERM. */
  askToEnd?: () => Promise<void>
  /** Whatever it started outside of its session. */
  afterExit?: () => Promise<void>
}

export interface Part {
  /** Of its program while it runs; also the session of all it started. */
  pid: () => number | undefined
  /** Ends it and starts it anew, without a pause and whatever it did before; starts it where it had been given up. */
  restart: () => void
  /** Ends it for good; by force after graceMs. */
  end: (graceMs: number) => Promise<void>
}

interface PartSeams {
  board: DeskBoard
  log: PartLog
  readOomKills: () => Promise<number>
  /** Ready parts are looked at this often; the one that starts more often. */
  lookEveryMs?: number
}

const steadyMs = 10_000
const lookWhileStartingMs = 150
/** The gateway would wait minutes for a run to end. */
const restartGraceMs = 15_000

export function supervisePart(plan: PartPlan, seams: PartSeams): Part {
  const { board, log, lookEveryMs = 5000 } = seams
  const { name } = plan
  const ended = new AbortController()
  let child: Child | null = null
  let pause = new AbortController()
  let isRestart = false
  let failedAtMs: number[] = []

  const running = keep()
  return {
    pid: () => child?.pid,
    restart: () => {
      isRestart = true
      failedAtMs = []
      pause.abort()
      if (!child) return
      board.changePart(name, { state: 'starting' })
      void endChild(child, restartGraceMs)
    },
    end: async (graceMs) => {
      ended.abort()
      pause.abort()
      if (child) await endChild(child, graceMs)
      await running
    },
  }

  async function keep(): Promise<void> {
    while (!ended.signal.aborted) {
      const command = await whenItMayStart()
      if (!command) return
      isRestart = false
      const failed = await runOnce(command)
      if (ended.signal.aborted) return
      if (!isRestart && failed) await waitAfterFailure()
      else board.changePart(name, { state: 'waiting' })
    }
  }

  async function whenItMayStart(): Promise<Command | null> {
    while (!ended.signal.aborted) {
      const changed = untilBoardChanges(board, ended.signal)
      const mayStart = plan.needs.every((need) => board.facts().parts[need].state === 'up')
      const command = mayStart ? await plan.prepare() : null
      if (command) return command
      await changed
    }
    return null
  }

  /** Answers whether it failed, seen from how and when it ended. */
  async function runOnce(command: Command): Promise<boolean> {
    const oomKills = await seams.readOomKills()
    const launchedAtMs = Date.now()
    const running = launchChild(command, log.add)
    child = running
    board.changePart(name, { state: 'starting' })
    const over = new AbortController()
    const watching = watch(running, over.signal)
    const exit = await running.exited
    over.abort()
    child = null
    const wasStuck = await watching
    await plan.afterExit?.()
    if (ended.signal.aborted || isRestart) return false
    const oomKillSeen = (await seams.readOomKills()) > oomKills
    const lastExit = explainExit({ name, ...exit, logTail: log.tail(), oomKillSeen, wasStuck })
    const { restarts } = board.facts().parts[name]
    board.changePart(name, { state: 'backing_off', restarts: restarts + 1, lastExit })
    return lastExit.cause !== 'ended' || Date.now() - launchedAtMs < steadyMs
  }

  async function waitAfterFailure(): Promise<void> {
    const now = Date.now()
    failedAtMs = [...recentFailures(failedAtMs, now), now]
    const isHopeless = board.facts().parts[name].lastExit?.cause === 'bad_config'
    pause = new AbortController()
    if (ended.signal.aborted) return
    if (isHopeless || isCrashLoop(failedAtMs, now)) {
      board.changePart(name, { state: 'down' })
      await aborted(pause.signal)
    } else await sleep(waitBeforeRestartMs(failedAtMs, now), undefined, { signal: pause.signal }).catch(quiet)
  }

  /** Looks at it until it is over; answers whether it had to be ended for its silence. */
  async function watch(running: Child, over: AbortSignal): Promise<boolean> {
    let isUp = false
    let answeredAtMs = Date.now()
    while (!over.aborted) {
      const answers = await plan.isUp().catch(() => false)
      if (over.aborted) return false
      if (answers) answeredAtMs = Date.now()
      if (answers && !isUp) board.changePart(name, { state: 'up' })
      isUp ||= answers
      const limitMs = isUp ? plan.silenceLimitMs : plan.startLimitMs
      if (limitMs !== null && Date.now() - answeredAtMs > limitMs) {
        running.signal('SIGKILL')
        return true
      }
      if (isUp && plan.silenceLimitMs === null) return false
      await sleep(isUp ? lookEveryMs : lookWhileStartingMs, undefined, { signal: over }).catch(quiet)
    }
    return false
  }

  async function endChild(running: Child, graceMs: number): Promise<void> {
    const force = setTimeout(() => running.signal('SIGKILL'), graceMs)
    if (plan.askToEnd) await plan.askToEnd().catch(() => running.signal('SIGTERM'))
    else running.signal('SIGTERM')
    await running.exited
    clearTimeout(force)
  }
}

function untilBoardChanges(board: DeskBoard, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      stop()
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const stop = board.onChange(finish)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const quiet = () => undefined
