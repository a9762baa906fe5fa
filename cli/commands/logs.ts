import { setTimeout as sleep } from 'node:timers/promises'
import { askApi, type Connection } from '#lib/wire/client.ts'
import { plainText } from '#lib/wire/plain-text.ts'
import { task } from '#lib/wire/task.ts'
import { type LogPage, logPage } from '#lib/wire/timeline.ts'
import type { AddCommands } from '../act.ts'
import { findTaskId } from '../find-task.ts'
import { isOver } from '../until-over.ts'

const lookAgainMs = 1000

export const addLogs: AddCommands = (program, act) => {
  program
    .command('logs')
    .description('what the runs of a task have printed')
    .argument('<task>', '#number or id')
    .option('-f, --follow', 'and what they print from now on, until the task is over')
    .action(async (name: string, { follow }: { follow?: boolean }) => {
      const { output, connect } = act()
      const connection = await connect()
      const id = await findTaskId(connection, name)
      let after = 0
      for (;;) {
        // Asked before the lines: what is printed until then is among them.
        const { status } = await askApi(connection, task, { path: `/tasks/${id}` })
        after = await printLog(connection, id, after, (items) => {
          for (const item of items) output.show(item, ({ lines }) => lines.map(plainText))
        })
        if (!follow || isOver({ status })) return
        await sleep(lookAgainMs)
      }
    })
}

/** Answers with where to go on. */
async function printLog(
  connection: Connection,
  id: string,
  after: number,
  print: (items: LogPage['items']) => void,
): Promise<number> {
  let last = after
  for (let hasMore = true; hasMore; ) {
    const page = await askApi(connection, logPage, { path: `/tasks/${id}/log`, query: { after: last } })
    print(page.items)
    if (page.items.length > 0) last = page.lastId
    hasMore = page.hasMore && page.items.length > 0
  }
  return last
}
