// `deskhand`: what people and scripts do from a terminal.
import { CommanderError } from 'commander'
import { ApiProblem } from '#lib/wire/client.ts'
import { plainLine } from '#lib/wire/plain-text.ts'
import { readEnvironment } from './env.ts'
import { exitCodeOf } from './exit-code.ts'
import { program } from './program.ts'
import { startWorker } from './start-worker.ts'

// Who reads only the beginning, as `head` does, has seen enough.
process.stdout.on('error', () => process.exit(0))

const args = process.argv.slice(2)
const environment = readEnvironment()
try {
  const [noun, verb, ...rest] = args
  process.exitCode =
    noun === 'worker' && verb === 'start'
      ? await startWorker(environment, rest)
      : await program(environment)
          .parseAsync(args, { from: 'user' })
          .then(() => process.exitCode ?? 0)
} catch (error) {
  complain(error)
  process.exitCode = exitCodeOf(error)
}

function complain(error: unknown) {
  // Commander has said already what there was to say.
  if (error instanceof CommanderError) return
  const detail = error instanceof Error ? error.message : 'It failed.'
  const code = error instanceof ApiProblem ? error.code : 'failed'
  const isForPrograms = args.includes('--json')
  process.stderr.write(`${isForPrograms ? JSON.stringify({ error: { code, detail } }) : plainLine(detail)}\n`)
}
