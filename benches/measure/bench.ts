// The frame of a benchmark: facts about the machine, tables for people, or JSON with --json. Progress goes to stderr.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { type Product, startProduct } from '#tests/support/product.ts'
import { toTenth } from './percentile.ts'

type Row = Record<string, string | number>

export interface Table {
  title: string
  rows: Row[]
}

export const say = (line: string) => void process.stderr.write(`${line}\n`)

export async function bench(name: string, measure: () => Promise<Table[]>): Promise<void> {
  const loadBefore = loadNow()
  const startedAt = performance.now()
  const tables = await measure()
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore,
    loadAfter: loadNow(),
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  if (process.argv.includes('--json')) {
    console.log(
      JSON.stringify({ bench: name, at: new Date().toISOString(), machine, seconds, tables }, null, 2),
    )
    return
  }
  for (const { title, rows } of tables) console.log(`\n${title}\n\n${inMarkdown(rows)}`)
  const facts = Object.entries(machine).map(([fact, value]) => `${fact} ${value}`)
  console.log(`\nbench:${name}, ${seconds} s, ${facts.join(', ')}`)
}

/** The load of the last minute. */
const loadNow = () => toTenth(loadavg()[0] ?? 0)

function inMarkdown(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n')
}

/** The product, as `npm start` runs it, for as long as the work takes. */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  say('Starting the product …')
  const product = await startProduct()
  try {
    return await work(product)
  } finally {
    await product.stop()
  }
}
