/** Starts a part and starts it again whenever it ends by itself, with growing pauses. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Part, Running } from './part.ts'

const firstPauseMs = 200
const longestPauseMs = 10_000
/** After this long in good health the pauses begin small again. */
const settledMs = 30_000

export type Kept = {
  name: string
  pid: () => number | undefined
  stop: () => Promise<void>
  kill: () => void
}

/** Resolves when the part is ready for the first time; rejects when that first start fails. */
export async function keepRunning(
  part: Part,
  say: (line: string) => void,
  giveUp: AbortSignal,
): Promise<Kept> {
  const stopping = new AbortController()
  let running: Running | undefined = await part.start(giveUp)
  const watching = watch(part, running, say, stopping.signal, (next) => {
    running = next
  })
  return {
    name: part.name,
    pid: () => running?.pid,
    kill: () => {
      stopping.abort()
      running?.kill()
    },
    stop: async () => {
      stopping.abort()
      await running?.stop()
      await watching
    },
  }
}

async function watch(
  part: Part,
  first: Running,
  say: (line: string) => void,
  stopping: AbortSignal,
  note: (running: Running | undefined) => void,
): Promise<void> {
  let running = first
  let pauseMs = firstPauseMs
  for (;;) {
    const since = performance.now()
    const how = await running.exited
    if (stopping.aborted) return
    note(undefined)
    if (performance.now() - since > settledMs) pauseMs = firstPauseMs
    say(`The ${part.name} ended unexpectedly (${how}); starting it again.`)
    const again = await restart(part, say, stopping, pauseMs)
    if (!again) return
    running = again.running
    pauseMs = Math.min(again.pauseMs * 2, longestPauseMs)
    note(running)
    say(`The ${part.name} is back after ${((performance.now() - again.since) / 1000).toFixed(1)} s.`)
  }
}

async function restart(part: Part, say: (line: string) => void, stopping: AbortSignal, firstMs: number) {
  const since = performance.now()
  for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return undefined
    try {
      const running = await part.start(stopping)
      if (!stopping.aborted) return { running, pauseMs, since }
      await running.stop()
      return undefined
    } catch (error) {
      if (stopping.aborted) return undefined
      say(error instanceof Error ? error.message : String(error))
    }
  }
}
