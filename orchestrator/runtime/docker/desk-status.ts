// What a desk says of itself at its door. It may lie: nothing of it is longer, or else, than a row and a page can bear.
import { z } from 'zod'
import { plainCode, plainWords } from './plain-words.ts'

const time = z.iso.datetime({ offset: true })

const words = (mostCharacters: number) => z.string().transform((text) => plainWords(text, mostCharacters))
const sentences = words(1000)
const code = z.string().transform(plainCode)
const hash = z.string().max(200)
const largestGeneration = 2 ** 31 - 1

const lastExit = z.object({
  code: z.number().nullable(),
  signal: words(20).nullable(),
  cause: code,
  reason: sentences,
  action: sentences,
  logTail: words(6000),
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
  generation: z.int().min(0).max(largestGeneration).nullable(),
  filesHash: hash.nullable(),
  configHash: hash.nullable(),
  inputPaused: z.boolean(),
  parts: z.object({ display: part, windows: part, browser: part, gateway: part }),
  home: z.object({ bytes: z.number(), limitBytes: z.number() }),
  memory: z.object({ bytes: z.number(), limitBytes: z.number(), oomKills: z.number() }),
  activeAt: time.nullable(),
  failure: z.object({ code, text: sentences, action: sentences }).nullable(),
})

export type DeskStatus = z.infer<typeof deskStatus>
export type DeskPart = z.infer<typeof part>

export const awaitingHandover = 'awaiting_handover'
