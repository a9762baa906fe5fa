// What a worker was told at its start. Handed to each process of a task as it is, so everything in it can travel as JSON.
import { z } from 'zod'

const executorSettings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: z.array(z.string()).min(1) }),
  z.object({
    kind: z.literal('claude-code'),
    program: z.string(),
    model: z.string(),
    maxTurns: z.int().min(1),
  }),
  z.object({
    kind: z.literal('openclaw'),
    program: z.string(),
    model: z.string(),
    modelUrl: z.string(),
  }),
])
export type ExecutorSettings = z.output<typeof executorSettings>

export const workerSettings = z.object({
  connection: z.object({ siteUrl: z.string(), key: z.string(), userAgent: z.string() }),
  name: z.string(),
  version: z.string(),
  executor: executorSettings,
  capabilities: z.array(z.string()),
  concurrency: z.int(),
  maxTasks: z.int().optional(),
  maxIdleMs: z.int().optional(),
  /** A task that takes longer is ended. */
  taskTimeoutMs: z.int(),
  stateDir: z.string(),
  sandbox: z.enum(['bwrap', 'none']),
  /** Read-only beside the system's own folders, inside the sandbox. */
  expose: z.array(z.string()),
  /** All that an executor's processes get of our environment. */
  environment: z.record(z.string(), z.string()),
})
export type WorkerSettings = z.output<typeof workerSettings>
