// `deskhand worker start`. Ends with 0 when it was drained, 2 for a mistake in how it was started, 3 when its key is refused.
import { CommanderError } from 'commander'
import { ApiProblem } from '#lib/wire/client.ts'
import { readEnvironment } from './env.ts'
import { UsageError } from './executor/choose-executor.ts'
import { readOptions } from './read-options.ts'
import { say } from './say.ts'
import { startWorker } from './start-worker.ts'
import { listenToPeople } from './supervisor/listen-to-people.ts'

try {
  const { settings, readsKeys, notes } = await readOptions(process.argv.slice(2), readEnvironment())
  for (const note of notes) say(note)
  const worker = await startWorker(settings, say)
  const deafen = listenToPeople(process.stdin, readsKeys, {
    showStatus: () => worker.status().forEach(say),
    drain: () => worker.drain('As you wish.'),
    stop: () => worker.stop(),
  })
  // Whoever started it through another program is gone.
  process.on('disconnect', () => worker.stop())
  await worker.ended.finally(deafen)
  say('The worker has ended.')
  process.exit(0)
} catch (error) {
  process.exit(tell(error))
}

function tell(error: unknown): number {
  // Commander has told already what it had to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  say(error instanceof Error ? error.message : 'The worker failed.')
  if (error instanceof UsageError) return 2
  return error instanceof ApiProblem && [401, 403].includes(error.status) ? 3 : 1
}
