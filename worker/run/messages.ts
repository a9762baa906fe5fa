// What a supervisor and the process of a task say to each other.
import { z } from 'zod'
import { claim } from '#lib/wire/run.ts'
import { workerSettings } from '../settings.ts'

export const toRun = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), claim, settings: workerSettings }),
  /** Stop now and give the task back. */
  z.object({ type: z.literal('release'), reason: z.string() }),
])
export type ToRun = z.output<typeof toRun>

export const fromRun = z.discriminatedUnion('type', [
  /** The process group of the executor, so that it can be ended also when the run's own process is gone. */
  z.object({ type: z.literal('started'), pid: z.int() }),
  z.object({ type: z.literal('progress'), state: z.string() }),
  z.object({ type: z.literal('draining') }),
  z.object({ type: z.literal('lost') }),
])
export type FromRun = z.output<typeof fromRun>
