// What the dispatcher writes and reads of a run: whose it is, what was said and done, what was asked, and what goes on to the next.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { completeRun } from '#lib/run/end-run.ts'
import { heartbeat } from '#lib/run/heartbeat.ts'
import { newTurn } from '#orchestrator/turn/fold-turn.ts'
import type { Turn } from '#orchestrator/turn/turn.ts'
import { insertRow } from '#tests/support/company.ts'
import {
  askAsOrchestrator,
  type DesksAtWork,
  type DesksDatabase,
  openDesksDatabase,
} from '#tests/support/desks-at-work.ts'
import { askPeople } from './ask-people.ts'
import { takeOver } from './claim-work.ts'
import { handOver } from './hand-over.ts'
import { readRuns } from './read-runs.ts'
import { deskOfStrayRun } from './stray-run.ts'
import { createRunWriter } from './write-run.ts'

let database: DesksDatabase
let pool: DesksDatabase['pool']
let desks: DesksAtWork
beforeAll(async () => {
  database = await openDesksDatabase()
  pool = database.pool
})
afterAll(() => database.close())
beforeEach(async () => {
  desks = await database.furnish()
})

describe('a run', () => {
  it('that is taken over goes on with a new token, and the old one is refused', async () => {
    await desks.forAda()
    const run = await desks.claimed()
    const [alive] = await readRuns(desks.hostName)
    expect(alive).toMatchObject({ runId: run.runId, usedUp: undefined, questions: [] })
    expect(alive?.desk).toBeUndefined()
    const taken = alive && (await takeOver(alive))
    expect(taken?.run.task).toEqual(run.task)
    expect(taken?.notes).toMatchObject({
      sessionKey: `agent:main:task-${run.runId}`,
      gatewayRunId: run.runId,
    })
    await expect(heartbeat('orchestrator', run)).rejects.toMatchObject({ code: 'lease_lost' })
    await heartbeat('orchestrator', { runId: run.runId, leaseToken: taken?.run.leaseToken ?? '' })
    await pool.query("update tasks set status = 'cancelled' where id = $1", [run.task.id])
    expect(alive && (await takeOver(alive))).toBeUndefined()
    expect(await deskOfStrayRun(desks.ada.employeeId, run.runId)).toBe(desks.ada.deskId)
  })

  it('is told why its desk will not finish it', async () => {
    await desks.forAda()
    await desks.claimed()
    const news = async (change: string) => {
      await desks.setDesk(change)
      return (await readRuns(desks.hostName))[0]?.desk
    }
    expect(await news("desired_state = 'stopped'")).toMatchObject({
      isChoice: true,
      failure: { code: 'employee_paused' },
    })
    const broken = JSON.stringify({ code: 'full', text: 'The home is full.', action: 'Make room.' })
    expect(
      await news(`desired_state = 'running', observed_state = 'failed', observed_failure = '${broken}'`),
    ).toMatchObject({ isChoice: false, failure: { text: expect.stringContaining('The home is full.') } })
  })

  it('writes what is said and done once, however often it is told', async () => {
    await desks.forAda()
    const run = await desks.claimed()
    const tool = {
      callId: 'c1',
      name: 'exec',
      args: { command: 'ls' },
      output: '',
      isTruncated: false,
      textOffset: 0,
      startedAt: 1000,
    }
    const turn: Turn = {
      ...newTurn(run.runId),
      text: 'one\nPROGRESS: half - way\nthree',
      tools: new Map([['c1', { ...tool, status: 'done', endedAt: 1250 }]]),
    }
    const writer = createRunWriter(run, 0, 0)
    await Promise.all([writer.write(turn, false), writer.write(turn, true)])
    // The next orchestrator knows only what is kept.
    await createRunWriter(run, 0, 3).write(turn, true)
    const lines = await pool.query('select lines from run_logs where run_id = $1 order by first_line', [
      run.runId,
    ])
    expect(lines.rows.flatMap((row) => row.lines)).toEqual(['one', 'PROGRESS: half - way', 'three'])
    const told = await pool.query(
      "select kind, actor_kind, data from task_timeline where run_id = $1 and kind in ('progress', 'tool') order by id",
      [run.runId],
    )
    expect(told.rows).toMatchObject([
      { kind: 'progress', actor_kind: 'employee', data: { state: 'half', note: 'way' } },
      { kind: 'tool', actor_kind: 'employee', data: { phase: 'started', summary: 'ls' } },
      { kind: 'tool', data: { phase: 'ended', durationMs: 250, isError: false } },
    ])
  })

  it('keeps five hundred lines about tools and no more', async () => {
    await desks.forAda()
    const run = await desks.claimed()
    const tools = Array.from({ length: 300 }, (_, index) => ({
      callId: `c${index}`,
      name: 'exec',
      args: {},
      output: '',
      isTruncated: false,
      textOffset: 0,
      startedAt: 0,
      endedAt: 1,
      status: 'done' as const,
    }))
    const turn = { ...newTurn(run.runId), tools: new Map(tools.map((tool) => [tool.callId, tool])) }
    await createRunWriter(run, 0, 0).write(turn, true)
    await createRunWriter(run, 0, 0).write(turn, true)
    expect(
      await askAsOrchestrator(
        `(select count(*) from task_timeline where run_id = '${run.runId}' and kind = 'tool')`,
      ),
    ).toBe(500)
  })

  it('asks people once', async () => {
    await desks.forAda()
    const run = await desks.claimed()
    const asked = { id: 'ask_1', sessionKey: '', text: 'When?', options: ['Now'], expiresAtMs: 0 }
    expect([await askPeople(run, asked), await askPeople(run, asked)]).toEqual([true, true])
    expect((await readRuns(desks.hostName))[0]?.questions).toMatchObject([
      { askerKey: 'ask_1', text: 'When?', state: 'open' },
    ])
    const { rows } = await pool.query('select kind from notifications where task_id = $1', [run.task.id])
    expect(rows).toEqual([{ kind: 'question' }])
    await pool.query("update tasks set status = 'cancelled' where id = $1", [run.task.id])
    expect(await askPeople(run, { ...asked, id: 'ask_2' })).toBe(false)
  })
})

describe('what was made before', () => {
  it('is handed over: the newest of each file, of what the task waited for', async () => {
    const first = await desks.forAda({ title: 'First' })
    const one = await desks.claimed()
    const put = (runId: string, path: string, content: string, at: string) =>
      insertRow(pool, 'task_files', {
        company_id: desks.company.companyId,
        task_id: first.id,
        run_id: runId,
        kind: 'artifact',
        path,
        media_type: 'text/plain',
        size_bytes: content.length,
        sha256: Buffer.alloc(32),
        content: Buffer.from(content),
        created_at: at,
      })
    await put(one.runId, 'a.txt', 'old', '2026-01-01')
    await put(one.runId, 'b/c.txt', 'deep', '2026-01-01')
    await pool.query("update runs set ended_at = now(), outcome = 'released' where id = $1", [one.runId])
    await pool.query("update tasks set status = 'ready' where id = $1", [first.id])
    const two = await desks.claimed()
    await put(two.runId, 'a.txt', 'new', '2026-01-02')
    await completeRun('orchestrator', { ...two, summary: 'Made' })
    await pool.query("update tasks set status = 'done' where id = $1", [first.id])
    await desks.forAda({ title: 'Second', dependsOn: [first.id] })
    const next = await desks.claimed()
    const commands: string[][] = []
    const exec = async (command: string[]) => {
      commands.push(command.slice(4))
      return { exitCode: 0, stdout: '', stderr: '' }
    }
    expect(await handOver(exec, next)).toEqual(new Map([[first.number, ['a.txt', 'b/c.txt']]]))
    const written = commands.flatMap(([, place, content]) =>
      content === undefined ? [] : [[place, Buffer.from(content, 'base64').toString()]],
    )
    expect(written).toEqual([
      [`before/${first.number}/a.txt`, 'new'],
      [`before/${first.number}/b/c.txt`, 'deep'],
    ])
  })
})
