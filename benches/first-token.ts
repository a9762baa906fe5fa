// How long the first words of an answer take: through the whole product, from the desk's gateway alone, from the model alone.
// One round asks all three, so that a busy moment of the machine meets all of them.
import type { Employee } from '#lib/wire/employee.ts'
import { connectGateway, type GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { isTurnEnd } from '#orchestrator/gateway/turn-event.ts'
import { createProcessRuntime } from '#orchestrator/runtime/process/create-process-runtime.ts'
import { onlyGateway, optionsForTest } from '#tests/support/desk-installation.ts'
import { readEvents } from '#tests/support/event-stream.ts'
import type { Product } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'
import type { RestClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { summarise } from './measure/percentile.ts'
import { hireUntilReady, openOffice } from './measure/staff.ts'
import { until } from './measure/until.ts'

const warmUpRounds = 5
const rounds = 40

type Asker = (text: string) => Promise<number>

await bench('first-token', () => withProduct(measure))

async function measure(product: Product): Promise<Table[]> {
  const { clients } = await openOffice(product, 2)
  const employee = await hireUntilReady(clients[0], 'Ada')
  const whole = await openChat(clients, employee)
  const gateway = await openGateway(product, employee.id)
  const askers: [string, Asker][] = [
    ['whole', whole.ask],
    ['gateway', askGateway(gateway)],
    ['model', askModel(product)],
  ]
  const taken = new Map<string, number[]>(askers.map(([name]) => [name, []]))
  for (let round = -warmUpRounds; round < rounds; round++) {
    const first = (round + warmUpRounds) % askers.length
    const inTurn = [...askers.slice(first), ...askers.slice(0, first)]
    for (const [name, ask] of inTurn) {
      const ms = await ask(`SAY round ${round} of the ${name} has a few words`)
      if (round >= 0) taken.get(name)?.push(ms)
    }
    if (round % 10 === 0) say(`Round ${round} of ${rounds}`)
  }
  await whole.close()
  await gateway.close()
  return [tableOf(taken), stagesOf(whole.stages)]
}

function tableOf(taken: Map<string, number[]>): Table {
  const [whole = [], gateway = [], model = []] = [...taken.values()]
  const minus = (one: number[], other: number[]) => one.map((ms, round) => ms - (other[round] ?? 0))
  const rows: [string, number[]][] = [
    ['REST to message.delta, whole product', whole],
    ["WebSocket to the desk's gateway", gateway],
    ['HTTP to the practice model', model],
    ['what Deskhand adds to the gateway (round by round)', minus(whole, gateway)],
    ['what the gateway adds to the model (round by round)', minus(gateway, model)],
  ]
  return {
    title: 'Milliseconds to the first words',
    rows: rows.map(([path, samples]) => ({ path, ...summarise(samples) })),
  }
}

interface Stages {
  accepted: number[]
  opened: number[]
}

/** Of all rounds, also the first ones. */
function stagesOf({ accepted, opened }: Stages): Table {
  return {
    title: 'On the way, milliseconds from sending',
    rows: [
      { stage: 'POST is answered', ...summarise(accepted) },
      { stage: 'the stream tells of an answer, still empty', ...summarise(opened) },
    ],
  }
}

/** Sends over REST and listens on the event stream, as a program of a customer does. */
async function openChat([client, watcher]: RestClient[], { id, conversationId }: Employee) {
  const answerOf = new Map<string, string>()
  const firstAtMs = new Map<string, number>()
  const openedAtMs = new Map<string, number>()
  const ended = new Set<string>()
  const stages: Stages = { accepted: [], opened: [] }
  const following = watcher?.follow((live, atMs) => {
    if (live.event === 'message.delta') {
      if (!firstAtMs.has(live.data.messageId)) firstAtMs.set(live.data.messageId, atMs)
    } else if (live.event === 'message' && live.data.conversationId === conversationId) {
      const { id: answer, replyTo, text, status } = live.data
      if (!replyTo) return
      if (!answerOf.has(replyTo)) openedAtMs.set(answer, atMs)
      answerOf.set(replyTo, answer)
      if (text !== '' && !firstAtMs.has(answer)) firstAtMs.set(answer, atMs)
      if (status !== 'streaming') ended.add(answer)
    }
  })
  await following?.connected
  const ask: Asker = async (text) => {
    const sentAtMs = performance.now()
    const message = await client?.send(id, text)
    stages.accepted.push(performance.now() - sentAtMs)
    const answer = await until('the answer has ended', () => {
      const found = answerOf.get(message?.id ?? '')
      return found && ended.has(found) ? found : undefined
    })
    stages.opened.push((openedAtMs.get(answer) ?? Number.NaN) - sentAtMs)
    return (firstAtMs.get(answer) ?? Number.NaN) - sentAtMs
  }
  return { ask, stages, close: () => following?.close() }
}

/** Beside the product, with the token that only the orchestrator has. */
async function openGateway(product: Product, employeeId: string): Promise<GatewayConnection> {
  const deskId = await withSql(product.databaseUrl, async (sql) => {
    const { rows } = await sql.query('select id from desks where employee_id = $1', [employeeId])
    return String(rows[0]?.id)
  })
  await onlyGateway(product.home, deskId)
  const runtime = await createProcessRuntime(optionsForTest(product.home))
  return connectGateway(await runtime.gateway(deskId))
}

function askGateway(connection: GatewayConnection): Asker {
  const sessionKey = 'agent:main:bench'
  return async (text) => {
    let firstAtMs: number | undefined
    const ended = Promise.withResolvers<void>()
    const leave = connection.onTurn(sessionKey, (event) => {
      if (event.kind === 'text' && event.text !== '') firstAtMs ??= performance.now()
      if (isTurnEnd(event)) ended.resolve()
    })
    const sentAtMs = performance.now()
    await connection.send({ sessionKey, text, idempotencyKey: crypto.randomUUID() })
    await ended.promise
    leave()
    return (firstAtMs ?? Number.NaN) - sentAtMs
  }
}

function askModel({ ports }: Product): Asker {
  return async (content) => {
    const sentAtMs = performance.now()
    const answer = await fetch(`http://127.0.0.1:${ports.practiceModel}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'bench', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content }] }),
    })
    if (!answer.body) throw new Error('The model answers without a stream')
    let firstAtMs: number | undefined
    for await (const { event, atMs } of readEvents(answer.body)) {
      if (event === 'content_block_delta') firstAtMs ??= atMs
    }
    return (firstAtMs ?? Number.NaN) - sentAtMs
  }
}
