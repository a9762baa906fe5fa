import 'server-only'
import type { Member } from '#lib/access/caller.ts'
import { readTogether } from '#lib/db/transact.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { endedStatuses, openStatuses } from './_state/ended.ts'

/** More open tasks than this nobody oversees; a search finds them all the same. */
const mostOpen = 2000
const mostEnded = 100

export async function readTasksPage(
  member: Member,
): Promise<{ initial: TaskCard[]; olderCursor: string | null }> {
  // At one moment: a task that ends between the two would be in neither, or in both.
  return readTogether(member, async () => {
    const open = await listTasks(member, { status: [...openStatuses], limit: mostOpen })
    const ended = await listTasks(member, { status: [...endedStatuses], limit: mostEnded })
    return { initial: [...open.items, ...ended.items], olderCursor: ended.nextCursor }
  })
}

/** The id of #12; undefined when there is none. */
export async function idOfNumber(member: Member, number: string): Promise<string | undefined> {
  const found = await listTasks(member, { search: `#${number}`, limit: 100 })
  return found.items.find((task) => task.number === Number(number))?.id
}
