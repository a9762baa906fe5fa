// What the thread is asked, and what it answers.
import { z } from 'zod'

export type ThreadQuestion =
  | { kind: 'pattern'; pattern: string; text: string }
  | { kind: 'schema'; schema: Record<string, unknown>; value: unknown }

export const threadAnswer = z.discriminatedUnion('kind', [
  /** The line of the match, where there is one. */
  z.object({ kind: z.literal('pattern'), line: z.string().nullable() }),
  z.object({ kind: z.literal('schema'), complaints: z.array(z.string()) }),
  /** The pattern or the schema itself is not right. */
  z.object({ kind: z.literal('nonsense'), reason: z.string() }),
])
export type ThreadAnswer = z.output<typeof threadAnswer>
