import { Option } from 'commander'
import { askApi, type Connection } from '#lib/wire/client.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { type TaskCard, task, taskCard } from '#lib/wire/task.ts'
import { taskStatuses } from '#lib/wire/task-parts.ts'
import type { AddCommands } from '../act.ts'
import { UsageError } from '../exit-code.ts'
import { findTaskId } from '../find-task.ts'
import { withTaskOptions, writeTask } from '../task-options.ts'
import { taskTable, wholeTask } from '../task-words.ts'

interface ListOptions {
  status?: string[]
  label?: string[]
  search?: string
  limit: string
}

const pageSize = 100

export const addTasks: AddCommands = (program, act) => {
  const tasks = program.command('tasks').description('what is to be done')
  tasks
    .command('list')
    .description('the board as a list')
    .addOption(new Option('-s, --status <status...>', 'only these').choices(taskStatuses))
    .option('-l, --label <label...>', 'only with these labels')
    .option('--search <words>', 'in title and description, or #number')
    .option('-n, --limit <number>', 'at most so many', '50')
    .action(async (options: ListOptions) => {
      const { output, connect } = act()
      const found = await listTasks(await connect(), options)
      output.show(found, (cards) => (cards.length === 0 ? ['No task fits.'] : taskTable(output, cards)))
    })
  withTaskOptions(tasks.command('create').description('write a task down').argument('<title>'))
    .option('-d, --description <words>', 'what exactly; - reads it from stdin')
    .action(async (title: string, options) => {
      const { output, connect } = act()
      const created = await writeTask(await connect(), { title, ...options })
      output.show(created, ({ number, status }) => [`#${number} ${status.replaceAll('_', ' ')}`])
    })
  tasks
    .command('show')
    .description('one task, whole')
    .argument('<task>', '#number or id')
    .action(async (name: string) => {
      const { output, connect } = act()
      const connection = await connect()
      const id = await findTaskId(connection, name)
      output.show(await askApi(connection, task, { path: `/tasks/${id}` }), (found) =>
        wholeTask(output, found),
      )
    })
  for (const [verb, says] of [
    ['cancel', 'end a task and whatever runs for it'],
    ['retry', 'begin a failed or cancelled task anew'],
  ] as const)
    tasks
      .command(verb)
      .description(says)
      .argument('<task>', '#number or id')
      .action(async (name: string) => {
        const { output, connect } = act()
        const connection = await connect()
        const path = `/tasks/${await findTaskId(connection, name)}/${verb}`
        const changed = await askApi(connection, task, { method: 'POST', path })
        output.show(changed, ({ number, status }) => [`#${number} ${status.replaceAll('_', ' ')}`])
      })
}

async function listTasks(connection: Connection, options: ListOptions): Promise<TaskCard[]> {
  const most = Number(options.limit)
  if (!Number.isInteger(most) || most < 1) throw new UsageError('--limit has to be a whole number from 1.')
  const found: TaskCard[] = []
  let cursor: string | undefined
  do {
    const page = await askApi(connection, pageOf(taskCard), {
      path: '/tasks',
      query: {
        status: options.status?.join(','),
        label: options.label?.join(','),
        search: options.search,
        limit: Math.min(pageSize, most - found.length),
        cursor,
      },
    })
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < most)
  return found
}
