// What was typed into the fields of a task, as the API takes it, and the other way round.
import type { Task, UpdateTaskInput } from '#lib/wire/task.ts'
import { parseDollars, typedDollars } from '../../_form/dollars.ts'
import type { TaskValues } from './task-fields.tsx'

export const newTaskValues: TaskValues = {
  assigneeId: null,
  priority: 1,
  labels: '',
  requires: '',
  dependsOn: [],
  model: null,
  thinking: null,
  allowance: '',
  maxAttempts: 3,
  needsReview: true,
  checks: [],
}

export function valuesOfTask(task: Task): TaskValues {
  const { assigneeId, priority, model, thinking, maxAttempts, needsReview, checks, dependsOn } = task
  return {
    assigneeId,
    priority,
    model,
    thinking,
    maxAttempts,
    needsReview,
    checks,
    dependsOn: dependsOn.map(({ id, number, title }) => ({ id, number, title })),
    labels: task.labels.join(', '),
    requires: task.requires.join(', '),
    allowance: task.allowanceMicros === null ? '' : typedDollars(task.allowanceMicros),
  }
}

type Facts = Required<Omit<UpdateTaskInput, 'title' | 'description' | 'status'>>

/** Or which field cannot be read. */
export function factsOfValues(values: TaskValues): Facts | { problems: Record<string, string> } {
  const { labels, requires, dependsOn, allowance, ...rest } = values
  const allowanceMicros = allowance.trim() === '' ? null : parseDollars(allowance)
  if (allowanceMicros === undefined) {
    return { problems: { allowanceMicros: 'This is no amount. Write it like 2.50.' } }
  }
  return {
    ...rest,
    allowanceMicros,
    labels: listOf(labels),
    requires: listOf(requires).map((one) => one.toLowerCase()),
    dependsOn: dependsOn.map(({ id }) => id),
  }
}

function listOf(typed: string): string[] {
  return typed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
