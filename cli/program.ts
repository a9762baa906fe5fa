// All commands, by name.
import { Command } from 'commander'
import type { Act, AddCommands } from './act.ts'
import { addAnswering } from './commands/answer.ts'
import { addCompletion } from './commands/completion.ts'
import { addDispatch } from './commands/dispatch.ts'
import { addLogin } from './commands/login.ts'
import { addLogs } from './commands/logs.ts'
import { addReview } from './commands/review.ts'
import { addStatus } from './commands/status.ts'
import { addTasks } from './commands/tasks.ts'
import { addTodos } from './commands/todos.ts'
import { addWatch } from './commands/watch.ts'
import type { CliEnvironment } from './env.ts'
import { openOutput } from './output.ts'
import { connectionOf } from './sign-in.ts'

const families: AddCommands[] = [
  addLogin,
  addStatus,
  addTodos,
  addDispatch,
  addTasks,
  addLogs,
  addWatch,
  addReview,
  addAnswering,
  addWorker,
  addCompletion,
]

export function program(environment: CliEnvironment): Command {
  const root = new Command('deskhand')
    .description('Hands out work to your AI employees and workers, and shows what becomes of it.')
    .version(environment.version, '-V, --version')
    .option('--json', 'data as JSON, for programs')
    .option('-q, --quiet', 'nothing about the progress')
    .exitOverride()
    .showHelpAfterError('(--help shows how it is used)')
  const act = (): Act => {
    const { json = false, quiet = false } = root.opts<{ json?: boolean; quiet?: boolean }>()
    return {
      environment,
      output: openOutput(environment, { json, quiet }),
      connect: () => connectionOf(environment),
    }
  }
  for (const add of families) add(root, act)
  return root
}

/** Only for help and completion: the command itself belongs to worker/, which has options of its own. */
function addWorker(root: Command) {
  const worker = root.command('worker').description('workers outside, on machines of your own')
  worker
    .command('start')
    .description('take tasks and run them here (worker start --help shows how)')
    .argument('[options...]')
    .allowUnknownOption()
}
