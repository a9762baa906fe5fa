// People name a task by its number, with or without #, programs by its id.
import { z } from 'zod'
import { askApi, type Connection } from '#lib/wire/client.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { taskCard } from '#lib/wire/task.ts'
import { NothingFound, UsageError } from './exit-code.ts'

export async function findTaskId(connection: Connection, name: string): Promise<string> {
  if (z.uuid().safeParse(name).success) return name.toLowerCase()
  const [, digits] = /^#?(\d{1,9})$/.exec(name) ?? []
  if (digits === undefined)
    throw new UsageError('A task is named by its number, like #12 or 12, or by its id.')
  const { items } = await askApi(connection, pageOf(taskCard), {
    path: '/tasks',
    query: { search: `#${digits}`, limit: 100 },
  })
  const found = items.find(({ number }) => number === Number(digits))
  if (!found) throw new NothingFound(`There is no task #${digits}.`)
  return found.id
}
