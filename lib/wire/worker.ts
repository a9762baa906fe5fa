import { z } from 'zod'
import { id, time } from './shapes.ts'
import { capability, executors } from './task-parts.ts'

export const worker = z.object({
  id,
  name: z.string(),
  executor: z.enum(executors),
  capabilities: z.array(z.string()),
  version: z.string(),
  maxConcurrent: z.int(),
  employeeId: id.nullable().describe('The employee whose desk it is; null for a worker outside'),
  registeredAt: time,
  seenAt: time,
  isOnline: z.boolean().describe('Heard of within the last 90 seconds, or a desk that is ready'),
  drainingAt: time.nullable(),
  running: z.array(z.object({ runId: id, taskId: id, taskNumber: z.int(), title: z.string(), since: time })),
})
export type Worker = z.output<typeof worker>

export const registerWorkerInput = z.strictObject({
  name: z.string().trim().min(1).max(120).describe('The same name is the same worker'),
  executor: z.enum(executors),
  capabilities: z.array(capability).max(50).default([]),
  version: z.string().max(60).default(''),
  maxConcurrent: z.int().min(1).max(50).default(1),
})
export type RegisterWorkerInput = z.input<typeof registerWorkerInput>
export const registeredWorker = z.object({ id, name: z.string() })

export const drainWorkerInput = z.strictObject({ draining: z.boolean() })
