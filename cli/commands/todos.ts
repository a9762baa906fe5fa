import { askApi } from '#lib/wire/client.ts'
import { type Notification, notification } from '#lib/wire/notification.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import type { AddCommands } from '../act.ts'

/** What a person types next. */
function nextStep({ kind, taskNumber }: Notification): string {
  const task = `#${taskNumber ?? ''}`
  if (kind === 'question') return `deskhand answer '${task}' …`
  if (kind === 'review' || kind === 'plan') return `deskhand approve '${task}'`
  return taskNumber === null ? '' : `deskhand tasks show '${task}'`
}

export const addTodos: AddCommands = (program, act) => {
  program
    .command('todos')
    .description('what needs you: questions, reviews, plans, failures')
    .action(async () => {
      const { output, connect } = act()
      const connection = await connect()
      const { items } = await askApi(connection, pageOf(notification), {
        path: '/notifications',
        query: { limit: 100 },
      })
      output.show(items, (all) =>
        all.length === 0
          ? ['Nothing needs you.']
          : output.table(
              ['task', 'kind', 'next', 'what'],
              all.map((one) => [
                one.taskNumber ? `#${one.taskNumber}` : '',
                one.kind,
                nextStep(one),
                one.text,
              ]),
            ),
      )
    })
}
