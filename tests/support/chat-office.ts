// One employee at a real desk, with the whole orchestrator as a process of its own, the practice model and a real Postgres:
// messages go in by the verbs, and what becomes of them is read by the verbs.
import pg from 'pg'
import { vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { stopAnswer } from '#lib/chat/steer-message.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import type { Message, SendMessageInput } from '#lib/wire/message.ts'
import { addCompany } from './company.ts'
import { onlyGateway } from './desk-installation.ts'
import { addEmployee, type Employee } from './employee.ts'
import { freePort } from './free-port.ts'
import { type OrchestratorHome, type OrchestratorProcess, openOrchestratorHome } from './orchestrator.ts'
import { type RecordedModel, startRecordedModel } from './recorded-model.ts'

export interface ChatOffice {
  member: Member
  ada: Employee
  pool: pg.Pool
  model: RecordedModel
  home: OrchestratorHome
  /** The desks ask the model through the orchestrator's proxy, unless `extra` says otherwise. */
  start: (extra?: Record<string, string>) => Promise<OrchestratorProcess>
  send: (text: string, more?: Partial<SendMessageInput>) => Promise<Message>
  messages: () => Promise<Message[]>
  /** The living answer to a message as soon as it is as wanted. */
  answer: (to: { id: string }, wanted: (answer: Message) => boolean, timeoutMs?: number) => Promise<Message>
  /** The answer when it has ended. */
  ended: (to: { id: string }, timeoutMs?: number) => Promise<Message>
  untilReady: () => Promise<void>
  /** Ends what a test that failed left open: what comes next would wait for it. */
  clear: () => Promise<void>
  gatewayPid: () => Promise<number>
  /** Remembers how long something took; close() prints all of it. */
  note: (what: string, sinceMs: number) => void
  close: () => Promise<void>
}

/** A first start of a gateway takes up to a minute where the machine is busy, and its first answer another half. */
const patienceMs = 180_000

export async function openChatOffice(databaseUrl: string): Promise<ChatOffice> {
  openDatabase({ databaseUrl, maxConnections: 3, applicationName: 'test' })
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => undefined)
  const model = await startRecordedModel()
  const home = await openOrchestratorHome(databaseUrl)
  const proxyPort = String(await freePort())
  const proxied = { MODEL_PROXY_PORT: proxyPort, MODEL_PROXY_URL: `http://127.0.0.1:${proxyPort}` }
  const { companyId, owner: member } = await addCompany(pool)
  const ada = await addEmployee(pool, companyId)
  const { employeeId } = ada
  const notes: { what: string; ms: number }[] = []
  const messages = async () => (await listMessages(member, { employeeId, limit: 100 })).items

  const answer: ChatOffice['answer'] = (to, wanted, timeout = patienceMs) => {
    let last: Message | undefined
    return vi.waitFor(
      async () => {
        last = (await messages()).find((message) => message.replyTo === to.id)
        if (last && wanted(last)) return last
        throw new Error(`The answer is ${JSON.stringify(last)}`)
      },
      { timeout, interval: 25 },
    )
  }

  return {
    member,
    ada,
    pool,
    model,
    home,
    start: (extra = proxied) => home.start({ MODEL_UPSTREAM_URL: model.url, ...extra }),
    send: (text, more = {}) => sendMessage(member, { employeeId, text, attachments: [], ...more }),
    messages,
    answer,
    ended: (to, timeoutMs) => answer(to, ({ status }) => status !== 'streaming', timeoutMs),
    async untilReady() {
      await vi.waitFor(
        async () => {
          const { rows } = await pool.query('select observed_state from desks where id = $1', [ada.deskId])
          if (rows[0]?.observed_state !== 'ready') throw new Error(JSON.stringify(rows[0]))
        },
        { timeout: patienceMs, interval: 100 },
      )
    },
    async clear() {
      await pool.query(
        "update desks set desired_state = 'running' where desired_state in ('asleep', 'stopped')",
      )
      const open = async () => (await messages()).filter(({ status }) => status === 'streaming')
      for (const { id } of await open()) await stopAnswer(member, { employeeId, messageId: id })
      await vi.waitFor(
        async () => {
          const left = (await open()).length + model.openCalls()
          if (left > 0) throw new Error(`${left} answers or calls are open`)
        },
        { timeout: patienceMs, interval: 100 },
      )
    },
    gatewayPid: async () => (await onlyGateway(home.home, ada.deskId)).pid,
    note: (what, sinceMs) => void notes.push({ what, ms: Math.round(performance.now() - sinceMs) }),
    async close() {
      console.table(notes)
      await home.close()
      await model.close()
      await pool.end()
      await closeDatabase()
    },
  }
}
