// Everything a judge needs: a database, a desk with a real bash, a web server, and a model that gives the grade it is told to.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import pino from 'pino'
import { expect, vi } from 'vitest'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { addRun } from '#tests/support/recurring.ts'
import { openVerbWorld } from '#tests/support/verbs.ts'
import { type Judge, startJudge } from '../start-judge.ts'
import { type BareDesk, openBareDesk } from './bare-desk.ts'

export type Row = Record<string, unknown>
export interface JudgedRun {
  taskId: string
  runId: string
  workerId: string
  number: number
}

const hostName = 'here'
const log = pino({ level: 'silent' })

export async function openJudgedWorld() {
  const { sql, databaseUrl, close } = await openVerbWorld()
  const hints = listenHints({ databaseUrl, log })
  const hostId = await addHost(sql, { name: hostName })
  let heldPages = 0
  const web = await serve((request, response) => {
    if (request.url === '/') response.end('Welcome to the shop')
    else if (request.url === '/held') heldPages += 1
    else response.writeHead(404).end('No')
  })
  const model = await openModel()
  const hosts = new Map([['shop.example', { host: '127.0.0.1', port: web.port }]])
  const upstream = { url: `http://127.0.0.1:${model.port}`, apiKey: 'a key' }
  const state = { companyId: '', desk: await openBareDesk(), judges: [] as Judge[] }

  const world = {
    sql,
    model,
    /** How often /held was asked for, which is never answered. */
    heldPages: () => heldPages,
    get desk(): BareDesk {
      return state.desk
    },
    get companyId(): string {
      return state.companyId
    },
    /** A company and a desk for one test. */
    async begin() {
      state.companyId = (await addCompany(sql)).companyId
      model.answerWith({ status: 200, body: { score: 90, reasons: 'Well done.' } })
    },
    async end() {
      await Promise.all(state.judges.map((one) => one.stop()))
      state.judges = []
      await state.desk.remove()
      state.desk = await openBareDesk()
    },
    async close() {
      await state.desk.remove()
      await Promise.all([web.close(), model.close()])
      await hints.close()
      await close()
    },
    /** Until the test ends. */
    judge(mayAct = true): Judge {
      const { runtime } = state.desk
      const judge = startJudge({ hostName, runtime, upstream, hosts, hints, mayAct: () => mayAct, log })
      state.judges.push(judge)
      return judge
    },
    atDesk(columns: Row = {}): Promise<Employee> {
      const ready = { host_id: hostId, observed_state: 'ready', observed_generation: 1 }
      return addEmployee(sql, state.companyId, { desk: { ...ready, ...columns } })
    },
    /** A run whose worker has reported it as complete. */
    async reported(
      checks: Row[],
      facts: { employee?: Employee; task?: Row; run?: Row } = {},
    ): Promise<JudgedRun> {
      const run = await addRun(sql, state.companyId, {
        task: { checks: JSON.stringify(checks), ...facts.task },
        run: { ended_at: new Date(), outcome: 'completed', ...facts.run },
        ...(facts.employee && { employeeId: facts.employee.employeeId }),
      })
      await sql.query('update tasks set checking_run_id = $2 where id = $1', [run.taskId, run.runId])
      return run
    },
    async upload(run: JudgedRun, path: string, text: string, mediaType = 'text/plain') {
      const content = Buffer.from(text)
      await insertRow(sql, 'task_files', {
        company_id: state.companyId,
        task_id: run.taskId,
        run_id: run.runId,
        kind: 'artifact',
        path,
        media_type: mediaType,
        size_bytes: content.length,
        sha256: createHash('sha256').update(content).digest(),
        content,
      })
    },
    async taskOf({ taskId }: JudgedRun) {
      return (await sql.query('select * from tasks where id = $1', [taskId])).rows[0]
    },
    async resultsOf({ runId }: JudgedRun) {
      const columns = 'check_id, outcome, text, evidence'
      const text = `select ${columns} from check_results where run_id = $1 order by check_id`
      return (await sql.query(text, [runId])).rows
    },
    async verdictOn(run: JudgedRun) {
      const isJudged = async () => expect((await world.taskOf(run)).checking_run_id).toBeNull()
      await vi.waitFor(isJudged, { timeout: 10_000, interval: 50 })
      return { task: await world.taskOf(run), results: await world.resultsOf(run) }
    },
  }
  return world
}

export type JudgedWorld = Awaited<ReturnType<typeof openJudgedWorld>>

async function serve(answer: RequestListener) {
  const port = await freePort()
  const server = createServer(answer).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { port, close: () => end(server) }
}

async function end(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

interface Grade {
  status: number
  body: unknown
}

async function openModel() {
  const state = { grade: { status: 200, body: {} } as Grade, asked: '', times: 0 }
  const server = await serve(async (request, response) => {
    state.asked = ''
    state.times++
    for await (const piece of request) state.asked += piece
    const { status, body } = state.grade
    if (status !== 200) return response.writeHead(status).end('{}')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(streamOf(body))
  })
  return {
    ...server,
    answerWith: (grade: Grade) => {
      state.grade = grade
      state.times = 0
    },
    lastAsked: () => state.asked,
    timesAsked: () => state.times,
  }
}

/** The Messages API as it streams the call of a tool. */
function streamOf(input: unknown): string {
  const usage = { input_tokens: 100, output_tokens: 20 }
  const events = [
    { type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage } },
    {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 't', name: 'submit_grade', input: {} },
    },
    {
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ]
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}
