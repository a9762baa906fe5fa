// What the page of recurring tasks asks of the API.
import type { Task } from '#lib/wire/task.ts'
import type {
  ChangeScheduleInput,
  ChangeTemplateInput,
  Schedule,
  ScheduleInput,
  Template,
  TemplateInput,
} from '#lib/wire/template.ts'
import { type Answered, call, post } from '../../../_api/call.ts'

export interface Recurring {
  templates: Template[]
  schedules: Schedule[]
}

const patch = (body: unknown): RequestInit => ({ ...post(body), method: 'PATCH' })

export async function readRecurring(): Promise<Answered<Recurring>> {
  const [templates, schedules] = await Promise.all([
    call<{ items: Template[] }>('/templates?limit=100'),
    call<{ items: Schedule[] }>('/schedules?limit=100'),
  ])
  if (!templates.ok) return templates
  if (!schedules.ok) return schedules
  return { ok: true, value: { templates: templates.value.items, schedules: schedules.value.items } }
}

export function createTemplate(input: TemplateInput): Promise<Answered<Template>> {
  return call('/templates', post(input))
}

export function changeTemplate(id: string, changes: ChangeTemplateInput): Promise<Answered<Template>> {
  return call(`/templates/${id}`, patch(changes))
}

export function deleteTemplate(id: string): Promise<Answered<null>> {
  return call(`/templates/${id}`, { method: 'DELETE' })
}

export function createTaskFrom(templateId: string): Promise<Answered<Task>> {
  return call(`/templates/${templateId}/tasks`, post())
}

export function createSchedule(input: ScheduleInput): Promise<Answered<Schedule>> {
  return call('/schedules', post(input))
}

export function changeSchedule(id: string, changes: ChangeScheduleInput): Promise<Answered<Schedule>> {
  return call(`/schedules/${id}`, patch(changes))
}

export function deleteSchedule(id: string): Promise<Answered<null>> {
  return call(`/schedules/${id}`, { method: 'DELETE' })
}
