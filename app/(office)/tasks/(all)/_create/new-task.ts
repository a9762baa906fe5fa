// A task that is being written: what stands in the form, and what the API makes of it. Pure.
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import type { TemplateInput, TemplateSpec } from '#lib/wire/template.ts'
import { typedDollars } from '../../../_form/dollars.ts'
import type { TaskValues } from '../../_form/task-fields.tsx'
import { factsOfValues, newTaskValues } from '../../_form/task-values.ts'

export interface NewTask {
  title: string
  description: string
  plan: 'auto' | 'ask' | 'none'
  values: TaskValues
  files: readonly File[]
}

export const emptyTask: NewTask = {
  title: '',
  description: '',
  plan: 'auto',
  values: newTaskValues,
  files: [],
}

export function isEmpty({ title, description }: NewTask): boolean {
  return title.trim() === '' && description.trim() === ''
}

export type Read =
  | { input: CreateTaskInput; problems?: never }
  | { input?: never; problems: Record<string, string> }

export function inputOf({ title, description, plan, values }: NewTask): Read {
  if (title.trim() === '') return { problems: { title: 'Say in a few words what is to be done.' } }
  const facts = factsOfValues(values)
  if ('problems' in facts) return facts
  return { input: { ...facts, title: title.trim(), description: description.trim(), plan } }
}

/** What a task says for the next time. */
export function specOfTask(task: Task): TemplateInput['spec'] {
  const { title, description, priority, labels, requires, assigneeId, model, thinking } = task
  const { checks, allowanceMicros, planMode: plan, needsReview, maxAttempts } = task
  const said = { title, description, priority, labels, requires, assigneeId, model, thinking }
  return { ...said, checks, allowanceMicros, plan, needsReview, maxAttempts }
}

/** What a template says, as one would have written it. */
export function writtenFrom(spec: TemplateSpec): NewTask {
  const { assigneeId, priority, model, thinking, maxAttempts, needsReview, checks } = spec
  return {
    title: spec.title,
    description: spec.description,
    plan: spec.plan,
    files: [],
    values: {
      assigneeId,
      priority,
      model,
      thinking,
      maxAttempts,
      needsReview,
      checks,
      dependsOn: [],
      labels: spec.labels.join(', '),
      requires: spec.requires.join(', '),
      allowance: spec.allowanceMicros === null ? '' : typedDollars(spec.allowanceMicros),
    },
  }
}

/** What a template keeps: nothing of this one occasion. */
export function specOf(input: CreateTaskInput): Omit<CreateTaskInput, 'dependsOn' | 'parentId' | 'draft'> {
  const { dependsOn, parentId, draft, ...spec } = input
  return spec
}
