// Recurring work: what a task is made from, and when.
import { z } from 'zod'
import { failure, id, time } from './shapes.ts'
import { createTaskInput } from './task.ts'

export const templateSpec = createTaskInput.omit({ parentId: true, dependsOn: true, draft: true })
export type TemplateSpec = z.output<typeof templateSpec>

export const template = z.object({
  id,
  name: z.string(),
  spec: templateSpec,
  createdAt: time,
  updatedAt: time,
})
export type Template = z.output<typeof template>

export const templateInput = z.strictObject({ name: z.string().trim().min(1).max(120), spec: templateSpec })
export type TemplateInput = z.input<typeof templateInput>
export const changeTemplateInput = templateInput.partial()
export type ChangeTemplateInput = z.input<typeof changeTemplateInput>

export const schedule = z.object({
  id,
  templateId: id,
  templateName: z.string(),
  cron: z.string(),
  timeZone: z.string(),
  whenMissed: z.enum(['once', 'skip']),
  enabled: z.boolean(),
  nextAt: time.nullable(),
  /** The next few times, in order. */
  upcoming: z.array(time),
  lastAt: time.nullable(),
  lastTaskId: id.nullable(),
  failure: failure.nullable(),
  createdAt: time,
})
export type Schedule = z.output<typeof schedule>

export const scheduleInput = z.strictObject({
  templateId: id,
  cron: z.string().trim().min(9).max(120).describe('Five fields: minute hour day month weekday'),
  timeZone: z.string().min(1).max(60).describe('IANA name: Europe/Berlin'),
  whenMissed: z.enum(['once', 'skip']).default('once'),
  enabled: z.boolean().default(true),
})
export type ScheduleInput = z.input<typeof scheduleInput>
/** Without defaults: what is not named stays as it is. */
export const changeScheduleInput = z.strictObject({
  templateId: scheduleInput.shape.templateId.optional(),
  cron: scheduleInput.shape.cron.optional(),
  timeZone: scheduleInput.shape.timeZone.optional(),
  whenMissed: scheduleInput.shape.whenMissed.unwrap().optional(),
  enabled: scheduleInput.shape.enabled.unwrap().optional(),
})
export type ChangeScheduleInput = z.input<typeof changeScheduleInput>
