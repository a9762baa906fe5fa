// Keeps the log, the progress and the timeline of a run up with what is known of its turn. Doing it twice changes nothing.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { appendLog } from '#lib/run/append-log.ts'
import { reportProgress } from '#lib/run/report-progress.ts'
import { redact } from '#orchestrator/redact.ts'
import { storable } from '#orchestrator/turn/storable.ts'
import type { ToolState, Turn } from '#orchestrator/turn/turn.ts'
import { linesOf, progressIn } from './read-words.ts'
import type { RunFacts } from './run.ts'
import { summariseTool } from './summarise-tool.ts'

export interface RunWriter {
  /** @throws AppError `lease_lost` when the run is no longer ours. */
  write: (turn: Turn, isWhole: boolean) => Promise<void>
  /** Words of our own, after all that was said. */
  say: (lines: string[]) => Promise<void>
  /** The next turn of the run follows: its lines come after those of this one. Answers with how many there are. */
  closeTurn: () => number
}

const maxToolLines = 500
const linesAtOnce = 500

/** `kept`: lines that an orchestrator before this one has kept already, with the progress they told of. */
export function createRunWriter(run: RunFacts, firstLine: number, kept: number): RunWriter {
  const lease = { runId: run.runId, leaseToken: run.leaseToken }
  let first = firstLine
  let written = 0
  let tools: Set<string> | undefined
  let last = Promise.resolve()

  /** One after the other, whatever became of the one before. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function writeLines(lines: string[]): Promise<void> {
    while (written < lines.length) {
      const piece = lines.slice(written, written + linesAtOnce)
      const at = first + written
      await appendLog('orchestrator', { ...lease, firstLine: at, lines: piece })
      for (const { line, state, note } of progressIn(piece, at))
        if (line >= kept) await reportProgress('orchestrator', { ...lease, state, ...(note ? { note } : {}) })
      written += piece.length
    }
  }

  async function writeTools(all: Iterable<ToolState>): Promise<void> {
    tools ??= await readToolLines(run.runId)
    const known = tools
    const fresh = [...all]
      .flatMap(toolLines)
      .filter(({ key }) => !known.has(key))
      .slice(0, maxToolLines - known.size)
    if (fresh.length === 0) return
    await noteTools(run, fresh)
    for (const { key } of fresh) known.add(key)
  }

  return {
    write: (turn, isWhole) =>
      inTurn(async () => {
        await writeLines(linesOf(redact(storable(turn.text), []), isWhole))
        await writeTools(turn.tools.values())
      }),
    say: (lines) =>
      inTurn(async () => {
        if (lines.length === 0) return
        await appendLog('orchestrator', { ...lease, firstLine: first + written, lines: lines.map(storable) })
      }),
    closeTurn() {
      first += written
      written = 0
      return first
    },
  }
}

interface ToolLine {
  key: string
  note: Record<string, unknown>
}

function toolLines({ callId, name, args, status, startedAt, endedAt }: ToolState): ToolLine[] {
  const about = {
    callId: storable(callId).slice(0, 200),
    name: storable(name).slice(0, 120) || 'tool',
    summary: summariseTool(args),
  }
  const started = { key: `${about.callId} started`, note: { ...about, phase: 'started' } }
  if (status === 'running') return [started]
  const ended = { ...about, phase: 'ended', isError: status !== 'done' }
  const took = endedAt === undefined ? {} : { durationMs: Math.max(0, Math.round(endedAt - startedAt)) }
  return [started, { key: `${about.callId} ended`, note: { ...ended, ...took } }]
}

async function readToolLines(runId: string): Promise<Set<string>> {
  const rows = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('taskTimeline')
      .innerJoin('runs', (join) => join.onRef('runs.taskId', '=', 'taskTimeline.taskId'))
      .where('runs.id', '=', runId)
      .whereRef('taskTimeline.runId', '=', 'runs.id')
      .where('kind', '=', 'tool')
      .select([sql<string>`data ->> 'callId'`.as('callId'), sql<string>`data ->> 'phase'`.as('phase')])
      .execute(),
  )
  return new Set(rows.map(({ callId, phase }) => `${callId} ${phase}`))
}

async function noteTools({ runId, task, employeeId }: RunFacts, lines: ToolLine[]): Promise<void> {
  await transactAsOrchestrator(async (tx) => {
    const alive = await tx
      .selectFrom('runs')
      .where('id', '=', runId)
      .where('endedAt', 'is', null)
      .select('id')
      .executeTakeFirst()
    if (!alive) throw new AppError('lease_lost', { detail: 'The run has ended.' })
    await sql`select set_config('deskhand.actor', ${`employee:${employeeId}`}, true)`.execute(tx)
    for (const { note } of lines)
      await sql`select deskhand.note_task(${task.id}, 'tool', ${JSON.stringify(note)}::jsonb, ${runId})`.execute(
        tx,
      )
  })
}
