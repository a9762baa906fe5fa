'use client'
// One task: what it is, why it does not move, who works on it, what came of it, and everything that happened.
import { Fragment, useState } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Comment, Task, TaskCard, TaskFile } from '#lib/wire/task.ts'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { useRead } from '../../_api/use-read.ts'
import { DetailsDialog } from './_edit/details-dialog.tsx'
import { Description } from './_head/description.tsx'
import { Details } from './_head/details.tsx'
import { FactsLine } from './_head/facts-line.tsx'
import { Title } from './_head/title.tsx'
import { WhereLine } from './_head/where-line.tsx'
import { WhyLine } from './_head/why-line.tsx'
import { PlanSection } from './_plan/plan-section.tsx'
import { LiveRun } from './_run/live-run.tsx'
import { RunHistory } from './_run/run-history.tsx'
import { fetchComments, fetchFiles, fetchTimeline, type TimelinePage } from './_state/task-calls.ts'
import { type MemberName, MembersContext } from './_state/use-people.ts'
import { useStream } from './_state/use-stream.ts'
import { type DetailField, TaskContext, useTask, useTaskPage } from './_state/use-task.ts'
import { useTaskKeys } from './_state/use-task-keys.ts'
import { Activity } from './_talk/activity.tsx'
import { Checks } from './_work/checks.tsx'
import { Artifacts, Attachments } from './_work/files.tsx'
import { Outcome } from './_work/outcome.tsx'
import { Parts } from './_work/parts.tsx'
import { Questions } from './_work/questions.tsx'
import { Review } from './_work/review.tsx'

interface TaskViewProps {
  initialTask: Task
  initialParts: TaskCard[]
  /** The task it is a part of. */
  whole: Pick<TaskCard, 'id' | 'number' | 'title'> | null
  members: readonly MemberName[]
  initialComments: Comment[]
  initialFiles: TaskFile[]
  initialTimeline: TimelinePage
}

export function TaskView(props: TaskViewProps) {
  const { initialTask, initialParts, initialComments, initialFiles, initialTimeline, whole, members } = props
  const acts = useTask(initialTask, initialParts)
  const [details, setDetails] = useState<{ field: DetailField | undefined }>()
  const [feedback, setFeedback] = useState<string>()
  const { id } = initialTask
  const timeline = useStream<TimelineEntry>(id, initialTimeline, (after) => fetchTimeline(id, after), true)
  const isActivity = ({ event, data }: LiveEvent) => event === 'task.activity' && data.taskId === id
  const comments = useRead(initialComments, () => fetchComments(id), isActivity)
  const { value: files } = useRead(
    initialFiles,
    () => fetchFiles(id),
    (event) => isActivity(event) || isOfPart(event, acts.parts),
  )
  const page = { ...acts, editDetails: (field?: DetailField) => setDetails({ field }) }
  const sendBack = () => setFeedback((now) => now ?? '')
  useTaskKeys(page, sendBack)
  // What came of it is what one comes for once it is there; before, what is wanted.
  const isMade = acts.task.status === 'in_review' || acts.task.status === 'done'
  const given = (
    <Fragment key="given">
      <Description />
      <PlanSection />
    </Fragment>
  )
  const made = (
    <Fragment key="made">
      <Outcome />
      <Artifacts files={files} />
      <Parts />
      <Checks />
    </Fragment>
  )
  return (
    <MembersContext value={members}>
      <TaskContext value={page}>
        <article className="mx-auto w-full max-w-page px-4 pt-4 pb-24 sm:px-6">
          <header className="flex flex-col gap-2 border-line border-b pb-4">
            <WhereLine whole={whole} />
            <Title />
            <FactsLine onSendBack={sendBack} />
          </header>
          <div className="mt-5 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_264px]">
            <div className="flex min-w-0 flex-col gap-8">
              <Now timeline={timeline} feedback={feedback} onFeedback={setFeedback} />
              {isMade ? made : given}
              {isMade ? given : made}
              <RunHistory />
              <Activity timeline={timeline} comments={comments.value} onSaid={comments.refresh} />
            </div>
            <aside aria-label="About the task" className="flex min-w-0 flex-col gap-8">
              <Details />
              <Attachments files={files} />
            </aside>
          </div>
        </article>
        {details && <DetailsDialog field={details.field} onClose={() => setDetails(undefined)} />}
      </TaskContext>
    </MembersContext>
  )
}

/** What its parts make is shown here, too. */
function isOfPart({ event, data }: LiveEvent, parts: readonly TaskCard[]): boolean {
  return event === 'task.activity' && parts.some(({ id }) => id === data.taskId)
}

type NowProps = {
  timeline: readonly TimelineEntry[]
  feedback: string | undefined
  onFeedback: (feedback: string | undefined) => void
}

/** What matters at this moment comes first: why it waits, what is asked, what is being done, what is to be judged. */
function Now({ timeline, feedback, onFeedback }: NowProps) {
  const { task } = useTaskPage()
  const run = task.runs.find(({ endedAt }) => endedAt === null)
  const isEmpty = !task.why && !run && task.status !== 'in_review' && task.openQuestions === 0
  if (isEmpty) return null
  return (
    <div className="flex flex-col gap-4">
      <Questions />
      <WhyLine />
      {run && <LiveRun run={run} timeline={timeline} />}
      <Review feedback={feedback} onFeedback={onFeedback} />
    </div>
  )
}
