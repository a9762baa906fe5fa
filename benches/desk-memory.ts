// What a desk in Docker holds of the machine's memory: asleep, idle, and at work in its browser; and how many of them a host has room
// for. The engine says how much; what the kernel would give back at once is not counted.
import { setTimeout as sleep } from 'node:timers/promises'
import { askEngine } from '#local/docker/ask-engine.ts'
import { installationOf } from '#local/docker/installation.ts'
import { defaultDeskLimits } from '#orchestrator/runtime/docker/desk-limits.ts'
import { type Engine, openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { label, type ThingKind } from '#orchestrator/runtime/docker/names.ts'
import { used } from '#orchestrator/runtime/docker/stats-of-desk.ts'
import { insertRow } from '#tests/support/company.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'
import type { RestClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table } from './measure/bench.ts'
import { percentile } from './measure/percentile.ts'
import { hireUntilReady, openOffice } from './measure/staff.ts'
import { until } from './measure/until.ts'

const mebibyte = 1024 * 1024
const hostMb = 16 * 1024
/** For the system, the orchestrator, the app and Postgres, where they share the machine. */
const keptMb = 2 * 1024
const settleMs = 30_000
const idleLooks = 5
const lookEveryMs = 200
const askEveryMs = 500
const errands = 8

const site = 'practice.example'
const pages = ['/', '/goods/harbour-notebook']
/** In the words that the practice model obeys. */
const errand = [
  ...pages.map((path) => `DO browser ${JSON.stringify({ action: 'open', url: `http://${site}${path}` })}`),
  'SAY Both are open.',
].join('\n')

await bench('desk-memory', async () => {
  const answer = await askEngine()
  if (!answer.answers) throw new Error(`This needs a Docker engine; none answers: ${answer.why}`)
  say('Starting the product with its desks in Docker …')
  const product = await startProduct({ DESK_RUNTIME: 'docker' })
  const installation = installationOf(product.home)
  try {
    if (!installation) throw new Error('The product has no installation in Docker')
    return await measure(product, containersOf(openEngine(), installation.name))
  } finally {
    await product.stop()
    await installation?.remove()
  }
})

/** Megabytes that the running containers of a kind hold, all together. */
type Held = (kind: ThingKind) => Promise<number>

function containersOf(engine: Engine, installation: string): Held {
  return async (kind) => {
    const filters = { label: [`${label.installation}=${installation}`, `${label.kind}=${kind}`] }
    const running = await engine.listContainers({ filters })
    const stats = await Promise.all(
      running.map(({ Id }) => engine.getContainer(Id).stats({ stream: false, 'one-shot': true })),
    )
    return stats.reduce((sum, each) => sum + used(each).memoryBytes, 0) / mebibyte
  }
}

interface Looks {
  state: string
  deskMb: number[]
  gatehouseMb: number[]
}

async function measure(product: Product, held: Held): Promise<Table[]> {
  const { office, clients } = await openOffice(product)
  const [client] = clients
  const { id } = await hireUntilReady(client, 'Ada')
  await withSql(product.databaseUrl, (sql) =>
    insertRow(sql, 'site_rules', { company_id: office.companyId, employee_id: id, site, decision: 'allow' }),
  )
  const idle = await atRest('idle, nothing opened yet', held)
  const busy = await atWork(client, id, held)
  const after = await atRest('idle, pages open', held)
  await putToSleep(product, client, id)
  const asleep = await atRest('asleep', held)
  return [tableOf([asleep, idle, busy, after]), roomFor([asleep, idle, busy])]
}

async function atRest(state: string, held: Held): Promise<Looks> {
  say(`${state}: waiting until it is at rest …`)
  await sleep(settleMs)
  const looks: Looks = { state, deskMb: [], gatehouseMb: [] }
  while (looks.deskMb.length < idleLooks) await look(looks, held)
  return looks
}

async function look({ deskMb, gatehouseMb }: Looks, held: Held): Promise<void> {
  const [desk, gatehouse] = await Promise.all([held('desk'), held('gatehouse')])
  deskMb.push(desk)
  gatehouseMb.push(gatehouse)
  await sleep(lookEveryMs)
}

/** Looks all the while that one errand follows another. */
async function atWork(client: RestClient, id: string, held: Held): Promise<Looks> {
  const looks: Looks = { state: 'busy in its browser', deskMb: [], gatehouseMb: [] }
  for (let at = 1; at <= errands; at++) {
    say(`Errand ${at} of ${errands}`)
    await client.send(id, errand)
    let isOver = false
    const end = () => {
      isOver = true
    }
    const watch = async () => {
      while (!isOver) await look(looks, held)
    }
    await Promise.all([untilDone(client, id).finally(end), watch()])
  }
  return looks
}

/** @throws Error when a page could not be opened. */
async function untilDone(client: RestClient, id: string): Promise<void> {
  const answer = await until(
    'the errand is done',
    async () => {
      const last = (await client.messages(id)).at(-1)
      const isOver = last?.author === 'employee' && (last.status === 'complete' || last.status === 'failed')
      return isOver ? last : undefined
    },
    askEveryMs,
  )
  const opened = answer.toolCalls.filter(({ status }) => status === 'done')
  if (opened.length < pages.length) throw new Error(`The pages were not opened: ${JSON.stringify(answer)}`)
}

/** As the job does that looks for idle desks, only at once. */
async function putToSleep(product: Product, client: RestClient, id: string): Promise<void> {
  await withSql(product.databaseUrl, (sql) =>
    sql.query(`update desks set desired_state = 'asleep', desired_at = now() where employee_id = $1`, [id]),
  )
  await until(
    'the desk sleeps',
    async () => ((await client.employee(id)).lifecycle === 'asleep' ? true : undefined),
    500,
  )
}

function most(looks: number[]): number {
  return Math.round(percentile(looks, 100))
}

function median(looks: number[]): number {
  return Math.round(percentile(looks, 50))
}

function tableOf(all: Looks[]): Table {
  return {
    title: `Memory of one desk and of the host's gatehouse, MB; a desk may use ${defaultDeskLimits.memoryBytes / mebibyte}`,
    rows: all.map(({ state, deskMb, gatehouseMb }) => ({
      state,
      looks: deskMb.length,
      'desk, median': median(deskMb),
      'desk, most': most(deskMb),
      gatehouse: most(gatehouseMb),
    })),
  }
}

function roomFor(all: Looks[]): Table {
  const gatehouse = Math.max(...all.map(({ gatehouseMb }) => most(gatehouseMb)))
  const free = hostMb - keptMb - gatehouse
  const rowFor = (state: string, each: number) => ({
    state,
    'MB each': each,
    'desks that fit': each === 0 ? 'as many as the disk holds' : Math.floor(free / each),
    arithmetic: each === 0 ? 'nothing of it runs' : `(${hostMb} - ${keptMb} - ${gatehouse}) / ${each}`,
  })
  return {
    title: `Room on a host of ${hostMb / 1024} GB, of which ${keptMb / 1024} GB are kept for everything else`,
    rows: [
      ...all.map(({ state, deskMb }) => rowFor(state, most(deskMb))),
      rowFor('every desk at its limit', defaultDeskLimits.memoryBytes / mebibyte),
    ],
  }
}
