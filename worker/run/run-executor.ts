// Runs the executor of one task to its end, and hears what it says meanwhile.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainLine } from '#lib/wire/plain-text.ts'
import type { Claim } from '#lib/wire/run.ts'
import type { Conclusion, Execution, Exit, Heard } from '../executor/executor.ts'
import type { Places } from '../places.ts'
import { launchTask } from '../sandbox/launch.ts'
import type { WorkerSettings } from '../settings.ts'
import { onLines } from './lines-of.ts'

interface Listening {
  onStarted: (pid: number) => void
  hear: (heard: Heard) => void
  /** Kills everything at once. */
  signal: AbortSignal
}

const keptWords = 8
const longestWords = 1500
/** What is left in the pipes comes within this time; longer only somebody who outlived the program holds them open. */
const drainMs = 2000

export async function runExecutor(
  settings: WorkerSettings,
  execution: Execution,
  claim: Claim,
  places: Places,
  { onStarted, hear, signal }: Listening,
): Promise<Conclusion> {
  const launched = await launchTask(settings, await execution.launch(claim, places), places)
  onStarted(launched.pid)
  const { process: child, kill } = launched
  const late = AbortSignal.timeout(settings.taskTimeoutMs)
  const stop = AbortSignal.any([signal, late])
  stop.addEventListener('abort', kill, { once: true })
  if (stop.aborted) kill()
  const lastWords: string[] = []
  for (const source of ['stdout', 'stderr'] as const) {
    const stream = child[source]
    if (!stream) continue
    onLines(stream, (line) => {
      if (source === 'stderr' && plainLine(line) !== '') lastWords.push(plainLine(line))
      if (lastWords.length > keptWords) lastWords.shift()
      hear(execution.hear(line, source))
    })
  }
  const closed = once(child, 'close')
  const [code, endedBy] = await once(child, 'exit')
  await Promise.race([closed, sleep(drainMs)])
  // Whatever it has left running does not go on after it.
  kill()
  if (late.aborted) {
    const minutes = Math.round(settings.taskTimeoutMs / 60_000)
    return {
      kind: 'failed',
      reason: `It was not done after ${minutes} minutes and was ended.`,
      canRetry: true,
      summary: '',
    }
  }
  const exit: Exit = { code, signal: endedBy, lastWords: lastWords.join(' ').slice(-longestWords) }
  return execution.conclude(exit, places)
}
