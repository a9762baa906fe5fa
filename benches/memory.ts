// What each process holds at rest, with no employee, one, and three. PSS counts shared pages once over all who share them.
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { findLeftovers } from '#local/supervisor/leftovers.ts'
import type { Product } from '#tests/support/product.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { toTenth } from './measure/percentile.ts'
import { hireUntilReady, openOffice } from './measure/staff.ts'

const staffSizes = [0, 1, 3]
const idleMs = 20_000
/** Of one core: above this the product is not at rest yet. */
const idleShare = 0.08
const maxWaits = 6
const ticksPerSecond = 100

await bench('memory', () => withProduct(measure))

async function measure(product: Product): Promise<Table[]> {
  const { clients } = await openOffice(product)
  const tables: Table[] = []
  let employees = 0
  for (const wanted of staffSizes) {
    while (employees < wanted) {
      employees += 1
      await hireUntilReady(clients[0], `Ada ${employees}`)
    }
    const busy = await untilIdle(product)
    tables.push(await tableOf(product, wanted, busy))
  }
  return tables
}

interface Member {
  pid: number
  name: string
}

function processesOf(product: Product): Member[] {
  return [{ pid: product.pid, name: 'supervisor' }, ...findLeftovers(product.home)]
}

/** Waits for a stretch in which next to nothing was computed; answers with the share of a core in the last one. */
async function untilIdle(product: Product): Promise<number> {
  for (let wait = 1; ; wait++) {
    say('Waiting until it is at rest …')
    const before = await secondsUsed(product)
    await sleep(idleMs)
    const share = ((await secondsUsed(product)) - before) / (idleMs / 1000)
    if (share < idleShare || wait === maxWaits) return share
  }
}

async function secondsUsed(product: Product): Promise<number> {
  const used = await Promise.all(
    processesOf(product).map(async ({ pid }) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const [user = 0, system = 0] = [fields[11], fields[12]].map(Number)
      return (user || 0) + (system || 0)
    }),
  )
  return used.reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond
}

async function tableOf(product: Product, employees: number, busy: number): Promise<Table> {
  const sums = new Map<string, { processes: number; rssMb: number; pssMb: number }>()
  for (const { pid, name } of processesOf(product)) {
    const memory = await memoryOf(pid)
    if (!memory) continue
    for (const key of ['all together', name]) {
      const { processes, rssMb, pssMb } = sums.get(key) ?? { processes: 0, rssMb: 0, pssMb: 0 }
      sums.set(key, { processes: processes + 1, rssMb: rssMb + memory.rssMb, pssMb: pssMb + memory.pssMb })
    }
  }
  return {
    title: `At rest with ${employees} ${employees === 1 ? 'employee' : 'employees'} (${toTenth(busy * 100)} % of a core), MB`,
    rows: [...sums].map(([part, { processes, rssMb, pssMb }]) => ({
      part,
      processes,
      RSS: Math.round(rssMb),
      PSS: Math.round(pssMb),
    })),
  }
}

/** Undefined for a process that has just ended. */
async function memoryOf(pid: number): Promise<{ rssMb: number; pssMb: number } | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const megabytes = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024
  const [rssMb, pssMb] = [megabytes('Rss'), megabytes('Pss')]
  return Number.isNaN(pssMb) ? undefined : { rssMb, pssMb }
}
