// Writes what is known of a turn into the answer's rows: only what differs from what stands there.
import { type RawBuilder, sql } from 'kysely'
import { lengthInCodePoints } from '#lib/chat/code-points.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { storable, storableJson, storableText } from '#orchestrator/turn/storable.ts'
import type { Outcome, ToolState, Turn } from '#orchestrator/turn/turn.ts'
import type { AnswerFacts } from './answer.ts'

export interface AnswerWriter {
  /** False when the answer is no longer open: somebody else has ended it. Repeating a failed write does no harm. */
  write: (turn: Turn) => Promise<boolean>
  finish: (turn: Turn, outcome: Outcome) => Promise<void>
  /** When a tool's output that was held back may be written; undefined when nothing is held back. */
  heldUntil: (turn: Turn) => number | undefined
}

interface Written {
  text: string
  /** In code points. */
  length: number
  phase: string | null
  tools: Map<string, { state: ToolState; at: number }>
}

const outputEveryMs = 250
const longOutputEveryMs = 1000
const longOutputLength = 32_768
const now: RawBuilder<Date> = sql`now()`

export function createAnswerWriter(answer: AnswerFacts): AnswerWriter {
  // Unknown at first, and again after every failure: it may have been written although nobody said so.
  let written: Written | undefined

  async function apply(turn: Turn, outcome: Outcome | undefined): Promise<boolean> {
    const wanted = { ...turn, text: storableText(turn.text) }
    const at = Date.now()
    const before = written
    written = undefined
    const after = await transactAsOrchestrator(async (tx) => {
      const known = before ?? (await readWritten(tx, answer.answerId))
      if (!known) return undefined
      const changed = [...turn.tools.values()].filter((tool) => known.tools.get(tool.callId)?.state !== tool)
      const tools = outcome ? changed : changed.filter((tool) => isDue(known, tool, at))
      if (outcome) await noteActivity(tx, answer.employeeId)
      for (const tool of tools) await writeTool(tx, answer, tool)
      if (outcome) await closeTools(tx, answer.answerId)
      const text = await writeText(tx, answer, known, wanted.text, outcome)
      if (text === undefined) return undefined
      if (outcome) await close(tx, answer.answerId, outcome)
      else if (wanted.phase !== known.phase) await writePhase(tx, answer.answerId, wanted.phase)
      const kept = new Map(known.tools)
      for (const tool of tools) kept.set(tool.callId, { state: tool, at })
      return { ...text, phase: wanted.phase, tools: kept }
    })
    written = after
    return after !== undefined
  }

  return {
    write: (turn) => (written && isSame(written, turn) ? Promise.resolve(true) : apply(turn, undefined)),
    finish: async (turn, outcome) => void (await apply(turn, outcome)),
    heldUntil(turn) {
      if (!written) return undefined
      const { tools } = written
      const held = [...turn.tools.values()].flatMap((tool) => {
        const known = tools.get(tool.callId)
        return known && known.state !== tool ? [known.at + intervalMs(tool)] : []
      })
      return held.length === 0 ? undefined : Math.min(...held)
    },
  }
}

function isSame(written: Written, turn: Turn): boolean {
  return (
    written.text === turn.text &&
    written.phase === turn.phase &&
    [...turn.tools.values()].every((tool) => written.tools.get(tool.callId)?.state === tool)
  )
}

/** Output that grows is written now and then; everything else about a call at once. */
function isDue({ tools }: Written, tool: ToolState, at: number): boolean {
  const known = tools.get(tool.callId)
  if (!known) return true
  return tool.status !== 'running' || known.state.status !== 'running' || at - known.at >= intervalMs(tool)
}

function intervalMs({ output }: ToolState): number {
  return output.length > longOutputLength ? longOutputEveryMs : outputEveryMs
}

async function readWritten(tx: Tx, answerId: string): Promise<Written | undefined> {
  const row = await tx
    .selectFrom('messages')
    .where('id', '=', answerId)
    .where('status', '=', 'streaming')
    .select(['text', 'phase'])
    .executeTakeFirst()
  return row && { ...row, length: lengthInCodePoints(row.text), tools: new Map() }
}

async function writeText(
  tx: Tx,
  answer: AnswerFacts,
  known: Written,
  wanted: string,
  outcome: Outcome | undefined,
) {
  const { text, length } = known
  if (wanted === text) return { text, length }
  // What is told again after an interruption is not taken back while it may turn out the same, nor when it ends too early.
  if (outcome?.status !== 'complete' && text.startsWith(wanted)) return { text, length }
  if (!wanted.startsWith(text)) return replaceText(tx, answer, wanted, outcome !== undefined)
  const piece = wanted.slice(text.length)
  const { grown } = await sql<{ grown: number | null }>`
    select deskhand.append_answer(${answer.answerId}, ${length}, ${piece}) as grown`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { grown: null })
  return grown === null ? undefined : { text: wanted, length: grown }
}

/** Readers hear of appended text by itself; of replaced text as a change of the message. */
async function replaceText(
  tx: Tx,
  { answerId, companyId, employeeId }: AnswerFacts,
  text: string,
  isEnd: boolean,
) {
  const { numUpdatedRows } = await tx
    .updateTable('messages')
    .set({ text })
    .where('id', '=', answerId)
    .where('status', '=', 'streaming')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return undefined
  if (!isEnd)
    await sql`select deskhand.emit_event(${companyId}, 'message', ${answerId}, ${employeeId})`.execute(tx)
  return { text, length: lengthInCodePoints(text) }
}

async function writeTool(tx: Tx, { answerId, companyId }: AnswerFacts, tool: ToolState): Promise<void> {
  const changing = {
    name: storable(tool.name).slice(0, 120) || 'tool',
    arguments: JSON.stringify(storableJson(tool.args)),
    output: tool.output,
    outputTruncated: tool.isTruncated,
    status: tool.status,
    textOffset: tool.textOffset,
    endedAt: tool.endedAt === undefined ? null : new Date(tool.endedAt),
  }
  await tx
    .insertInto('toolCalls')
    .values({
      companyId,
      messageId: answerId,
      callId: storable(tool.callId).slice(0, 200) || 'call',
      startedAt: new Date(tool.startedAt),
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['messageId', 'callId']).doUpdateSet(changing))
    .execute()
}

async function closeTools(tx: Tx, answerId: string): Promise<void> {
  await tx
    .updateTable('toolCalls')
    .set({ status: 'interrupted', endedAt: now })
    .where('messageId', '=', answerId)
    .where('status', '=', 'running')
    .execute()
}

async function writePhase(tx: Tx, answerId: string, phase: string): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ phase: phase.slice(0, 60) })
    .where('id', '=', answerId)
    .where('status', '=', 'streaming')
    .execute()
}

async function close(tx: Tx, answerId: string, outcome: Outcome): Promise<void> {
  await tx
    .updateTable('messages')
    .set({
      status: outcome.status,
      failure: outcome.status === 'failed' ? JSON.stringify(outcome.failure) : null,
      phase: null,
      finishedAt: now,
    })
    .where('id', '=', answerId)
    .where('status', '=', 'streaming')
    .execute()
}

async function noteActivity(tx: Tx, employeeId: string): Promise<void> {
  await tx.updateTable('employees').set({ activeAt: now }).where('id', '=', employeeId).execute()
}
