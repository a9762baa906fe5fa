/** Answers questions that have to be answered with one tool: the planner's, and those of checks by a model. Pure. */
import { z } from 'zod'
import { allSpoken, type ModelRequest } from './conversation.ts'
import type { Decision } from './decision.ts'
import { troubleIn } from './instructions.ts'
import { planFor } from './plan.ts'

/** Undefined when nothing is forced, or something else. */
export function decideForced(request: ModelRequest): Decision | undefined {
  const { tool_choice: choice } = request
  if (choice?.type !== 'tool') return undefined
  const spoken = allSpoken(request)
  if (choice.name === 'submit_plan') return troubleIn(spoken) ?? planFor(spoken)
  if (choice.name === 'submit_grade') return troubleIn(spoken) ?? gradeOf(spoken, request)
  return undefined
}

const usualScore = 90
const listShape = z.object({ properties: z.object({ reasons: z.object({ type: z.literal('array') }) }) })

function gradeOf(spoken: string, request: ModelRequest): Decision {
  const score = Math.min(100, Number(/\bGRADE (\d{1,3})\b/.exec(spoken)?.[1] ?? usualScore))
  const reason = score >= 70 ? 'What was asked for is there.' : 'What was asked for is not there.'
  const schema = request.tools?.find(({ name }) => name === 'submit_grade')?.input_schema
  const reasons = listShape.safeParse(schema).success ? [reason] : reason
  return { kind: 'tool', text: 'I have looked at it.', name: 'submit_grade', input: { score, reasons } }
}
