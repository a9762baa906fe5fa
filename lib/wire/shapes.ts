// Shapes that every answer of the API shares. Field names camelCase, times ISO 8601 UTC, money in micro-dollars.
import { z } from 'zod'

export const id = z.uuid()
export const time = z.iso.datetime()
export const micros = z.int().min(0).describe('Micro-dollars: 1,000,000 is one US dollar')

export const idParams = z.strictObject({ id })

export const listQuery = z.strictObject({
  cursor: z.string().max(400).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ListQuery = z.output<typeof listQuery>

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** What stands in a column of the database's own words: what went wrong, for whom, and what to do. */
export const failure = z.object({
  code: z.string(),
  text: z.string().describe('What happened and what is safe'),
  action: z.string().describe('What to do next'),
  raiseByMicros: micros
    .optional()
    .describe(
      'Of what was stopped for its cost: by how much to raise the allowance so that it goes on for a while',
    ),
})
export type Failure = z.output<typeof failure>

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})
export type Problem = z.output<typeof problem>
