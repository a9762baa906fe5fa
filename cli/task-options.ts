// How a task is described on a command line, and written down.
import { type Command, Option } from 'commander'
import { askApi, type Connection } from '#lib/wire/client.ts'
import { employee } from '#lib/wire/employee.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { type CreateTaskInput, type Task, task } from '#lib/wire/task.ts'
import { thinkingLevels } from '#lib/wire/task-parts.ts'
import { NothingFound, UsageError } from './exit-code.ts'
import { findTaskId } from './find-task.ts'
import { readStdin } from './read-stdin.ts'

export interface TaskOptions {
  description?: string
  priority: string
  label?: string[]
  requires?: string[]
  assignee?: string
  after?: string[]
  parent?: string
  model?: string
  thinking?: NonNullable<CreateTaskInput['thinking']>
  allowance?: string
  plan: NonNullable<CreateTaskInput['plan']>
  review: boolean
  draft?: boolean
}

const priorities = ['low', 'normal', 'high', 'urgent']

export function withTaskOptions(command: Command): Command {
  return command
    .addOption(new Option('-p, --priority <priority>', 'how urgent').choices(priorities).default('normal'))
    .option('-l, --label <label...>', 'labels')
    .option('-r, --requires <capability...>', 'only workers who can all of this')
    .option('-a, --assignee <employee>', 'an employee, by name or id')
    .option('--after <task...>', 'not before these are done')
    .option('--parent <task>', 'a part of this one')
    .option('--model <name>', 'the model for it')
    .addOption(new Option('--thinking <level>', 'how much thinking').choices(thinkingLevels))
    .option('--allowance <dollars>', 'may cost at most')
    .addOption(
      new Option('--plan <how>', 'split it first: auto, ask before it begins, or none')
        .choices(['auto', 'ask', 'none'])
        .default('auto'),
    )
    .option('--no-review', 'done without anybody looking at it')
    .option('--draft', 'write it down and do not begin')
}

/** @throws UsageError, NothingFound, ApiProblem */
export async function writeTask(
  connection: Connection,
  options: TaskOptions & { title: string },
): Promise<Task> {
  const { title, description, label, requires, assignee, after, parent, model, thinking, allowance, draft } =
    options
  const find = (name: string) => findTaskId(connection, name)
  const body: CreateTaskInput = {
    title,
    description: description === '-' ? await readStdin() : (description ?? ''),
    priority: priorities.indexOf(options.priority),
    plan: options.plan,
    needsReview: options.review,
    ...(label && { labels: label }),
    ...(requires && { requires }),
    ...(assignee !== undefined && { assigneeId: await findEmployeeId(connection, assignee) }),
    ...(after && { dependsOn: await Promise.all(after.map(find)) }),
    ...(parent !== undefined && { parentId: await find(parent) }),
    ...(model !== undefined && { model }),
    ...(thinking && { thinking }),
    ...(allowance !== undefined && { allowanceMicros: microsOf(allowance) }),
    ...(draft && { draft }),
  }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  return askApi(connection, task, { method: 'POST', path: '/tasks', body, headers })
}

function microsOf(dollars: string): number {
  if (!/^\$?\d{1,6}(\.\d{1,6})?$/.test(dollars))
    throw new UsageError('--allowance is an amount in dollars, like 2.50.')
  return Math.round(Number(dollars.replace('$', '')) * 1_000_000)
}

async function findEmployeeId(connection: Connection, name: string): Promise<string> {
  const { items } = await askApi(connection, pageOf(employee), { path: '/employees', query: { limit: 100 } })
  const wanted = name.toLowerCase()
  const found = items.filter((one) => one.id === wanted || one.name.toLowerCase() === wanted)
  const [first] = found
  if (!first) throw new NothingFound(`There is no employee "${name}".`)
  if (found.length > 1) throw new UsageError(`Several employees are named "${name}". Use the id.`)
  return first.id
}
