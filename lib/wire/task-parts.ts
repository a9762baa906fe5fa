// Small shapes that tasks, plans and workers share.
import { z } from 'zod'

export const taskStatuses = [
  'draft',
  'planning',
  'ready',
  'claimed',
  'running',
  'in_review',
  'done',
  'failed',
  'cancelled',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const thinkingLevels = ['off', 'low', 'medium', 'high'] as const
export const thinking = z.enum(thinkingLevels)
export type Thinking = z.output<typeof thinking>

/** What a worker can do, in one word: `browser`, `docker`, `landing-pages`. */
export const capability = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'One lower-case word')

export const executors = ['openclaw', 'claude-code', 'command'] as const
export type Executor = (typeof executors)[number]
