// From the hire to an employee who is ready, phase by phase, and the same employee after a restart of the product.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Employee } from '#lib/wire/employee.ts'
import { startProduct } from '#tests/support/product.ts'
import { type RestClient, restClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { percentile, toTenth } from './measure/percentile.ts'
import { openOffice } from './measure/staff.ts'
import { until } from './measure/until.ts'

const rounds = 5
/** Whether the row tells them apart depends on when the orchestrator happens to look. */
const oneThing = new Map([
  ['starting_gateway', 'gateway starts'],
  ['waiting_for_ready', 'gateway starts'],
])

/** Phase -> milliseconds, in the order in which they came. */
type Phases = Map<string, number>
interface Round {
  hire: Phases
  restart: Phases
}

await bench('hire', async () => {
  // So that no round has to build the app or to install OpenClaw.
  await withProduct(async (product) => watchedHire((await openOffice(product)).clients[0]))
  const taken: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`)
    taken.push(await oneRound())
  }
  return [
    tableOf(
      'Hire in a fresh home, ms',
      taken.map(({ hire }) => hire),
    ),
    tableOf(
      'Restart over the same home, ms',
      taken.map(({ restart }) => restart),
    ),
  ]
})

async function oneRound(): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-bench-'))
  try {
    const cold = await timed(() => startProduct({}, { home }))
    const { office, clients } = await openOffice(cold.result)
    const hired = await watchedHire(clients[0])
    await cold.result.stop()
    const firstPort = cold.result.ports.app
    const startedAtMs = performance.now()
    const warm = await timed(() => startProduct({}, { home, firstPort }))
    await readyAgain(restClient(warm.result.url, office.secrets[0] ?? ''), hired.employee.id)
    const readyMs = performance.now() - startedAtMs
    await warm.result.stop()
    return {
      hire: new Map([['start of the product', cold.ms], ...hired.phases]),
      restart: new Map([
        ['start of the product', warm.ms],
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

/** Hires while listening; a phase lasts until the next one begins, by the clock of the orchestrator. */
async function watchedHire(client: RestClient) {
  const seen: Employee[] = []
  let readyAtMs = 0
  const following = client.follow((live, atMs) => {
    if (live.event !== 'employee') return
    seen.push(live.data)
    if (live.data.lifecycle === 'ready') readyAtMs = atMs
  })
  await following.connected
  const askedAtMs = performance.now()
  await client.hire({ roleKey: 'executive-assistant', name: 'Ada' })
  const employee = await until('the employee is ready', () =>
    seen.find(({ lifecycle }) => lifecycle === 'ready'),
  )
  await following.close()
  const phases: Phases = lengthsOf(seen)
  phases.set('from the hire until the stream says ready', readyAtMs - askedAtMs)
  return { employee, phases }
}

function lengthsOf(seen: Employee[]): Phases {
  const begun = new Map<string, number>()
  for (const { desk, lifecycle } of seen) {
    const phase = lifecycle === 'ready' ? 'ready' : (oneThing.get(desk.phase) ?? desk.phase)
    if (!begun.has(phase)) begun.set(phase, Date.parse(desk.phaseStartedAt))
  }
  const inOrder = [...begun]
  return new Map(
    inOrder.slice(0, -1).map(([phase, at], place) => [phase, (inOrder[place + 1]?.[1] ?? at) - at]),
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
