import 'server-only'
import type { Member } from '#lib/access/caller.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { endedStatuses, openStatuses } from './_state/ended.ts'

/** More open tasks than this nobody oversees; a search finds them all the same. */
const mostOpen = 2000
const mostEnded = 100

export async function readTasksPage(
  member: Member,
): Promise<{ initial: TaskCard[]; olderCursor: string | null }> {
  const [open, ended] = await Promise.all([
    listTasks(member, { status: [...openStatuses], limit: mostOpen }),
    listTasks(member, { status: [...endedStatuses], limit: mostEnded }),
  ])
  return { initial: [...open.items, ...ended.items], olderCursor: ended.nextCursor }
}

/** The id of #12; undefined when there is none. */
export async function idOfNumber(member: Member, number: string): Promise<string | undefined> {
  const found = await listTasks(member, { search: `#${number}`, limit: 100 })
  return found.items.find((task) => task.number === Number(number))?.id
}
