import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Member } from '#lib/access/caller.ts'
import { readTogether } from '#lib/db/transact.ts'
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

/** Unknown and foreign ones have the same not-found page. */
const readHere = cache(async (id: string) => {
  const member = await requireMember(`/tasks/${encodeURIComponent(id)}`)
  return readTogether(member, () => readPage(member, id)).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid')) notFound()
    throw error
  })
})

async function readPage(member: Member, id: string) {
  const task = await readTask(member, { id })
  const of = { taskId: task.id }
  return {
    task,
    parts: await listTasks(member, { parentId: task.id, limit: 100 }),
    members: await listMembers(member),
    comments: await listComments(member, { ...of, limit: 100 }),
    given: await listFiles(member, of),
    made: await listArtifacts(member, of),
    timeline: await readTimeline(member, { ...of, after: 0, limit: 500 }),
    whole: task.parentId ? await readTask(member, { id: task.parentId }) : null,
  }
}

export async function generateMetadata({ params }: TaskPageProps): Promise<Metadata> {
  const { task } = await readHere((await params).id)
  return { title: `#${task.number} ${task.title}` }
}

export default async function TaskPage({ params }: TaskPageProps) {
  const { task, parts, members, comments, given, made, timeline, whole } = await readHere((await params).id)
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
