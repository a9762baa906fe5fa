// From the hire to the first words of an answer, phase by phase: with a desk that has to be made, with a warm one, and after
// sleep. The message goes out as soon as the hire is answered, so that it waits for the desk. And how long a restart takes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Employee } from '#lib/wire/employee.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'
import { type RestClient, restClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { percentile, toTenth } from './measure/percentile.ts'
import { hireUntilReady, openOffice } from './measure/staff.ts'
import { until } from './measure/until.ts'
import { lengthsOf, type Phases, watch } from './measure/watch.ts'

const rounds = Number(process.argv.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 5)

interface Round {
  cold: Phases
  restart: Phases
  warm: Phases
  wake: Phases
}

const titles: Record<keyof Round, string> = {
  cold: 'Hire with a desk that has to be made, in a fresh home, ms',
  restart: 'Restart over the same home, ms',
  warm: 'Hire with a warm desk, ms',
  wake: 'A message to somebody who sleeps, ms',
}

await bench('hire', async () => {
  // So that no round has to build the app or to install OpenClaw.
  await withProduct(async (product) => hireUntilReady((await openOffice(product)).clients[0], 'Ada'))
  const taken: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`)
    taken.push(await oneRound())
  }
  return [
    tableOf(
      titles.cold,
      taken.map(({ cold }) => cold),
    ),
    tableOf(
      titles.warm,
      taken.map(({ warm }) => warm),
    ),
    tableOf(
      titles.wake,
      taken.map(({ wake }) => wake),
    ),
    tableOf(
      titles.restart,
      taken.map(({ restart }) => restart),
    ),
  ]
})

async function oneRound(): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  try {
    const first = await timed(() => startProduct({ DESK_WARM_MIN: '0' }, { home }))
    const { office, clients } = await openOffice(first.result)
    const cold = await hireAndAsk(clients[0])
    await first.result.stop()
    const firstPort = first.result.ports.app
    const startedAtMs = performance.now()
    const warmOne = { DESK_WARM_MIN: '1', DESK_WARM_MAX: '1' }
    const second = await timed(() => startProduct(warmOne, { home, firstPort }))
    const client = restClient(second.result.url, office.secrets[0] ?? '')
    await readyAgain(client, cold.employee.id)
    const readyMs = performance.now() - startedAtMs
    await untilWarm(second.result)
    const warm = await hireAndAsk(client)
    const wake = await wakeByMessage(second.result, client, warm.employee.id)
    await second.result.stop()
    return {
      cold: new Map([['start of the product', first.ms], ...cold.phases]),
      warm: warm.phases,
      wake,
      restart: new Map([
        ['start of the product', second.ms],
        ['from the start until the employee is ready', readyMs],
      ]),
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAtMs = performance.now()
  const result = await work()
  return { result, ms: performance.now() - startedAtMs }
}

async function hireAndAsk(client: RestClient): Promise<{ employee: Employee; phases: Phases }> {
  const watching = await watch(client)
  const askedAtMs = performance.now()
  const { id } = await client.hire({ roleKey: 'executive-assistant', name: 'Ada' })
  const answeredAtMs = performance.now()
  await client.send(id, 'SAY good morning')
  const { employee, readyAtMs, firstWordsAtMs, seen } = await watching.firstWordsOf(id)
  await watching.close()
  return {
    employee,
    phases: new Map([
      ['the hire is answered', answeredAtMs - askedAtMs],
      ...lengthsOf(seen),
      ['from the hire until the stream says ready', readyAtMs - askedAtMs],
      ['from the hire until the first words', firstWordsAtMs - askedAtMs],
    ]),
  }
}

async function wakeByMessage(product: Product, client: RestClient, id: string): Promise<Phases> {
  await withSql(product.databaseUrl, (sql) =>
    sql.query("update desks set desired_state = 'asleep', desired_at = now() where employee_id = $1", [id]),
  )
  await until('the employee sleeps', async () =>
    (await client.employee(id)).desk.phase === 'asleep' ? true : undefined,
  )
  const watching = await watch(client)
  const askedAtMs = performance.now()
  await client.send(id, 'SAY good morning')
  const { readyAtMs, firstWordsAtMs, seen } = await watching.firstWordsOf(id)
  await watching.close()
  return new Map([
    ...lengthsOf(seen),
    ['from the message until the stream says ready', readyAtMs - askedAtMs],
    ['from the message until the first words', firstWordsAtMs - askedAtMs],
  ])
}

async function untilWarm(product: Product): Promise<void> {
  await withSql(product.databaseUrl, (sql) =>
    until(
      'a warm desk waits',
      async () => {
        const { rowCount } = await sql.query(
          "select from desks where employee_id is null and observed_state = 'ready' and desired_state = 'running'",
        )
        return rowCount ? true : undefined
      },
      200,
    ),
  )
}

async function readyAgain(client: RestClient, employeeId: string): Promise<void> {
  await until(
    'the employee is ready again',
    async () => ((await client.employee(employeeId)).lifecycle === 'ready' ? true : undefined),
    200,
  )
}

function tableOf(title: string, runs: Phases[]): Table {
  const names = [...new Set(runs.flatMap((phases) => [...phases.keys()]))]
  const rows = names.map((phase) => {
    const samples = runs.flatMap((phases) => phases.get(phase) ?? [])
    const at = (percent: number) => Math.round(toTenth(percentile(samples, percent)))
    return { phase, n: samples.length, least: at(0), median: at(50), most: at(100) }
  })
  return { title, rows }
}
