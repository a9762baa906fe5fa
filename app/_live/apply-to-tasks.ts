import type { LiveEvent } from '#lib/wire/event.ts'
import type { TaskCard } from '#lib/wire/task.ts'

export interface TasksView {
  /** Newest first. */
  tasks: readonly TaskCard[]
  isStale: boolean
}

/** Folds live events into the tasks a page shows. Doubled, replayed and late events change nothing; a stale view is read anew. */
export function applyToTasks(view: TasksView, event: LiveEvent): TasksView {
  switch (event.event) {
    case 'task':
      return withTask(view, event.data)
    case 'reset':
      return { ...view, isStale: true }
    default:
      return view
  }
}

/** Puts a task in its place; also for the answers of requests, which may come before or after its event. */
export function withTask(view: TasksView, task: TaskCard): TasksView {
  const at = view.tasks.findIndex((one) => one.id === task.id)
  const known = view.tasks[at]
  if (known) {
    // As new as what is known is not older: "why" changes without the task.
    return known.updatedAt > task.updatedAt ? view : { ...view, tasks: view.tasks.with(at, task) }
  }
  const place = view.tasks.findIndex((one) => one.number < task.number)
  return { ...view, tasks: view.tasks.toSpliced(place === -1 ? view.tasks.length : place, 0, task) }
}
