// What a desk says of itself at its door.
import { z } from 'zod'

const time = z.iso.datetime({ offset: true })

const lastExit = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  cause: z.string(),
  reason: z.string(),
  action: z.string(),
  logTail: z.string(),
})

const part = z.object({
  state: z.enum(['waiting', 'starting', 'up', 'backing_off', 'down']),
  since: time,
  restarts: z.number(),
  lastExit: lastExit.nullable(),
})

export const deskStatus = z.object({
  state: z.enum(['starting', 'ready', 'failed']),
  phase: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  since: time,
  generation: z.number().nullable(),
  filesHash: z.string().nullable(),
  configHash: z.string().nullable(),
  inputPaused: z.boolean(),
  parts: z.object({ display: part, windows: part, browser: part, gateway: part }),
  home: z.object({ bytes: z.number(), limitBytes: z.number() }),
  memory: z.object({ bytes: z.number(), limitBytes: z.number(), oomKills: z.number() }),
  activeAt: time.nullable(),
  failure: z.object({ code: z.string(), text: z.string(), action: z.string() }).nullable(),
})

export type DeskStatus = z.infer<typeof deskStatus>
export type DeskPart = z.infer<typeof part>

export const awaitingHandover = 'awaiting_handover'
