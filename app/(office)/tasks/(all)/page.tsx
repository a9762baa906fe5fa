import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { requireMember } from '../../../_edge/session.ts'
import { ClosedDoor } from '../../_billing/closed-door.tsx'
import { readStanding } from '../../_billing/read-standing.ts'
import { idOfNumber, readTasksPage } from './read-tasks-page.ts'
import { TasksPage } from './tasks-page.tsx'

export const metadata: Metadata = { title: 'Tasks' }

type Props = { searchParams: Promise<{ go?: string | string[] }> }

/** `?go=12` leads to the task of that number. */
export default async function AllTasksPage({ searchParams }: Props) {
  const member = await requireMember('/tasks')
  const { standing } = await readStanding(member)
  if (standing.entitlement.planKey === null) return <ClosedDoor door="tasks" />
  const { go } = await searchParams
  const id = typeof go === 'string' && /^\d{1,9}$/.test(go) ? await idOfNumber(member, go) : undefined
  if (id) redirect(`/tasks/${id}`)
  return <TasksPage {...(await readTasksPage(member))} />
}
