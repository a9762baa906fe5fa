import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '#lib/errors.ts'
import { listMembers } from '#lib/member/list-members.ts'
import { listArtifacts, listFiles } from '#lib/task/files.ts'
import { listComments } from '#lib/task/list-comments.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import { readTask } from '#lib/task/read-task.ts'
import { readTimeline } from '#lib/task/read-timeline.ts'
import { requireMember } from '../../../_edge/session.ts'
import { byNumber } from './_state/by-number.ts'
import { TaskView } from './task-view.tsx'

type TaskPageProps = { params: Promise<{ id: string }> }

/** The same not-found page for unknown and foreign ones. */
const readHere = cache(async (id: string) => {
  const member = await requireMember(`/tasks/${encodeURIComponent(id)}`)
  const task = await readTask(member, { id }).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid')) notFound()
    throw error
  })
  return { member, task }
})

export async function generateMetadata({ params }: TaskPageProps): Promise<Metadata> {
  const { task } = await readHere((await params).id)
  return { title: `#${task.number} ${task.title}` }
}

export default async function TaskPage({ params }: TaskPageProps) {
  const { member, task } = await readHere((await params).id)
  const of = { taskId: task.id }
  const [parts, members, comments, given, made, timeline, whole] = await Promise.all([
    listTasks(member, { parentId: task.id, limit: 100 }),
    listMembers(member),
    listComments(member, { ...of, limit: 100 }),
    listFiles(member, of),
    listArtifacts(member, of),
    readTimeline(member, { ...of, after: 0, limit: 500 }),
    task.parentId ? readTask(member, { id: task.parentId }) : null,
  ])
  return (
    <TaskView
      key={task.id}
      initialTask={task}
      initialParts={byNumber(parts.items)}
      whole={whole && { id: whole.id, number: whole.number, title: whole.title }}
      initialComments={comments.items}
      initialFiles={[...given.items, ...made.items]}
      initialTimeline={timeline}
      members={members.map(({ userId, displayName, email }) => ({
        userId,
        name: displayName || (email.split('@')[0] ?? email),
      }))}
    />
  )
}
