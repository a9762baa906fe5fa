/** Whom the planner's question offers, as orchestrator/planner/write-question.ts writes it. Pure. */
import { z } from 'zod'

const offered = z.object({
  handle: z.string(),
  name: z.string(),
  role: z.string().catch(''),
  strength: z.string().catch(''),
})
export type Offered = z.output<typeof offered>

export function readOffered(spoken: string): Offered[] {
  const [before = ''] = spoken.split(/<task-[0-9a-f]{16}>/)
  return before.split('\n').flatMap((line) => {
    if (!line.startsWith('{"handle":')) return []
    try {
      return offered.safeParse(JSON.parse(line)).data ?? []
    } catch {
      return []
    }
  })
}
