// How a gateway ended, as every runtime remembers it.
import { z } from 'zod'

export const recordedExit = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  cause: z.enum(['bad_config', 'out_of_memory', 'port_taken', 'killed', 'crashed', 'ended', 'vanished']),
  reason: z.string(),
  action: z.string(),
  logTail: z.string(),
  at: z.iso.datetime(),
})

export type RecordedExit = z.infer<typeof recordedExit>
