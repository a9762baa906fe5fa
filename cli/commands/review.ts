import { askApi } from '#lib/wire/client.ts'
import { task } from '#lib/wire/task.ts'
import type { Act, AddCommands } from '../act.ts'
import { UsageError } from '../exit-code.ts'
import { findTaskId } from '../find-task.ts'
import { readStdin } from '../read-stdin.ts'
import { statusOf } from '../task-words.ts'

export const addReview: AddCommands = (program, act) => {
  program
    .command('approve')
    .description('accept what was done, or the plan that waits for it')
    .argument('<task>', '#number or id')
    .action(async (name: string) => change(act(), name, 'approve'))
  program
    .command('send-back')
    .description('say what is missing; the next run is told')
    .argument('<task>', '#number or id')
    .argument('[words...]', 'or from stdin')
    .action(async (name: string, words: string[]) => {
      const feedback = (words.length > 0 ? words.join(' ') : await readStdin()).trim()
      if (feedback === '') throw new UsageError('Say what is missing, after the command or by stdin.')
      await change(act(), name, 'send-back', { feedback })
    })
}

async function change({ output, connect }: Act, name: string, verb: string, body?: object): Promise<void> {
  const connection = await connect()
  const path = `/tasks/${await findTaskId(connection, name)}/${verb}`
  const changed = await askApi(connection, task, { method: 'POST', path, ...(body && { body }) })
  output.show(changed, (now) => [`#${now.number} ${statusOf(now)}`])
}
