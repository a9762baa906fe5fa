// What model calls came to: by day, employee, task, model and kind. Days are those of UTC.
import { z } from 'zod'
import { id, micros, time } from './shapes.ts'

const day = z.iso.date().describe('A day of UTC: 2026-11-21')

export const usageRanges = ['month', 'last_month', '30_days', '90_days'] as const
export type UsageRange = (typeof usageRanges)[number]

/** Longer than that nobody reads at once. */
export const mostUsageDays = 366

export const usageQuery = z.strictObject({
  range: z.enum(usageRanges).optional().describe('Without anything: this month so far'),
  from: day.optional().describe('First day of a range of your own; with `to`, and without `range`'),
  to: day
    .optional()
    .describe(`Last day, itself included. ${mostUsageDays} days at the most from \`from\` on`),
})
export type UsageQuery = z.output<typeof usageQuery>

export const usageKinds = ['chat', 'task', 'planning', 'checks', 'other'] as const
const kind = z
  .enum(usageKinds)
  .describe('`other`: what an employee asked the model for outside of any answer or task')
export type UsageKind = z.output<typeof kind>

const usageFigures = z.object({
  calls: z.int(),
  practiceCalls: z
    .int()
    .describe('How many of them the practice model answered: priced like real ones, and nobody is billed'),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cacheReadTokens: z.int(),
  cacheWriteTokens: z.int(),
  costMicros: micros,
  practiceMicros: micros.describe('How much of the cost the practice model stands for'),
})
export type UsageFigures = z.output<typeof usageFigures>

const share = z.object({ key: z.string(), costMicros: micros, calls: z.int() })
export type UsageShare = z.output<typeof share>

const usageDay = usageFigures.extend({
  day,
  employees: z.array(share).describe('By employee id; `company` for planning and checks'),
  models: z.array(share).describe('By model id'),
  kinds: z.array(share).describe('By kind'),
})
export type UsageDay = z.output<typeof usageDay>

const usageOfEmployee = usageFigures.extend({
  employeeId: id.nullable().describe('null: the company itself, for planning and checks'),
  name: z.string(),
  hasLeft: z.boolean(),
})
export type UsageOfEmployee = z.output<typeof usageOfEmployee>

const usageOfTask = usageFigures.extend({ taskId: id, number: z.int(), title: z.string() })

const usageOfModel = usageFigures.extend({ model: z.string(), name: z.string() })
export type UsageOfModel = z.output<typeof usageOfModel>

const usageOfKind = usageFigures.extend({ kind })
export type UsageOfKind = z.output<typeof usageOfKind>

const forecast = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('too_little'),
    daysNeeded: z.int().describe('Whole days that are missing for a forecast'),
  }),
  z.object({
    state: z.literal('told'),
    micros: micros.describe('What the month comes to if it goes on like the last days'),
    lowMicros: micros.describe('Four months of five end between these two'),
    highMicros: micros,
    basedOnDays: z.int().describe('Whole days it is made of, 14 at the most'),
    dayMicros: micros.describe('What an average one of them cost'),
  }),
])
export type Forecast = z.output<typeof forecast>

/** Of tasks only so many are named; `taskCount` says how many there are. */
export const mostUsageTasks = 50

export const usage = z.object({
  from: day,
  to: day.describe('Itself included'),
  total: usageFigures,
  days: z.array(usageDay).describe('Every day of the range up to today, oldest first'),
  employees: z.array(usageOfEmployee).describe('Dearest first, as in the lists below'),
  models: z.array(usageOfModel),
  kinds: z.array(usageOfKind),
  tasks: z.array(usageOfTask).describe(`The ${mostUsageTasks} dearest, with their planning and checks`),
  taskCount: z.int(),
  month: z.object({ spentMicros: micros, forecast }).describe('The present month, whatever the range'),
  firstCallAt: time.nullable().describe('null: no call was ever made'),
})
export type Usage = z.output<typeof usage>

/** What one task came to, over all time. */
export const taskCost = usageFigures.extend({
  kinds: z.array(usageOfKind),
  models: z.array(usageOfModel),
})
export type TaskCost = z.output<typeof taskCost>
