// What the edge costs whoever looks at a desktop: the same desktop behind our edge, behind a plain proxy, and behind Caddy before each
// of them, in one run and in turns.
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import type { Sql } from '#tests/support/company.ts'
import { startDatabaseServer, templateUrl } from '#tests/support/database-server.ts'
import { withSql } from '#tests/support/product-office.ts'
import { greeting } from '#tests/support/rfb-desk.ts'
import { handshake } from '#tests/support/rfb-messages.ts'
import type { Line } from './desk/line.ts'
import { askFor, lengthOf, oneDot, wholeScreen } from './desk/picture.ts'
import { startProgram } from './desk/start-program.ts'
import { openWays, type Way } from './desk/ways.ts'
import { bench, say, type Table } from './measure/bench.ts'
import { percentile, summarise, toTenth } from './measure/percentile.ts'

const rounds = 3
const clients = 16
const asksPerRound = 300
const picturesPerRound = 50
/** Pictures asked for before the first of them is there. */
const picturesAhead = 2
/** Of each client: with what is opened to warm up, a session stays within its sixty a minute. */
const connectsPerRound = 16
const settleMs = 500
const firstBytes = 12

await bench('desk', async () => {
  const ends: (() => Promise<void>)[] = []
  const onEnd = (end: () => Promise<void>) => void ends.unshift(end)
  try {
    return await measure(onEnd)
  } finally {
    for (const end of ends) await end()
  }
})

async function measure(onEnd: (end: () => Promise<void>) => void): Promise<Table[]> {
  say('Starting a database, a desktop, and what stands between …')
  const server = await startDatabaseServer()
  onEnd(server.stop)
  const databaseUrl = templateUrl(server.url)
  await withSql(databaseUrl, writeThrough)
  openDatabase({ databaseUrl, maxConnections: clients, applicationName: 'bench-app' })
  onEnd(closeDatabase)
  const desktop = await startProgram('desktop-program.ts', {})
  onEnd(desktop.stop)
  const ways = await openWays({ clients, databaseUrl, desktopPort: desktop.port, onEnd })
  const samples = ways.map((way) => noSamples(way))
  for (const way of ways) {
    say(`Warming up: ${way.name}`)
    // One by one: Caddy makes a certificate for each name when it is first asked for, and fails at some when many are.
    for (let client = 0; client < clients; client++) {
      const line = await way.open(client)
      await line.take(firstBytes)
      await line.close()
    }
  }
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`)
    for (const each of samples) await takeRound(each)
  }
  return tablesOf(samples)
}

/** Tests do without; here what is committed goes to the disk, as in production. */
async function writeThrough(sql: Sql): Promise<void> {
  await sql.query('alter system set fsync = on')
  await sql.query('select pg_reload_conf()')
}

interface Connects {
  tookMs: number[]
  elapsedMs: number
}

interface Samples {
  way: Way
  asksMs: number[]
  megabytesPerSecond: number[]
  connects: Connects
  entries: Connects
}

function noSamples(way: Way): Samples {
  const none = () => ({ tookMs: [], elapsedMs: 0 })
  return { way, asksMs: [], megabytesPerSecond: [], connects: none(), entries: none() }
}

async function takeRound(samples: Samples): Promise<void> {
  const { way } = samples
  const line = await greet(way)
  await askDots(line, asksPerRound / 10)
  samples.asksMs.push(...(await askDots(line, asksPerRound)))
  samples.megabytesPerSecond.push(await watchPictures(line))
  await line.close()
  await addTo(samples.connects, way.open)
  if (way.openWithTicket) await addTo(samples.entries, way.openWithTicket)
  // What was closed is cleared away before the next one is measured.
  await sleep(settleMs)
}

async function greet(way: Way): Promise<Line> {
  const line = await way.open(0)
  line.send(handshake)
  await line.take(greeting.length)
  return line
}

/** One after the other: each is sent when the one before has come back. */
async function askDots(line: Line, count: number): Promise<number[]> {
  const request = askFor(oneDot)
  const tookMs: number[] = []
  for (let at = 0; at < count; at++) {
    const sentAtMs = performance.now()
    line.send(request)
    await line.take(lengthOf(oneDot))
    tookMs.push(performance.now() - sentAtMs)
  }
  return tookMs
}

async function watchPictures(line: Line): Promise<number> {
  const request = askFor(wholeScreen)
  const startedAtMs = performance.now()
  for (let asked = 0, seen = 0; seen < picturesPerRound; seen++) {
    for (; asked < Math.min(seen + picturesAhead, picturesPerRound); asked++) line.send(request)
    await line.take(lengthOf(wholeScreen))
  }
  const seconds = (performance.now() - startedAtMs) / 1000
  return (picturesPerRound * lengthOf(wholeScreen)) / 1e6 / seconds
}

type Opening = Way['open']

async function addTo(connects: Connects, open: Opening): Promise<void> {
  const { tookMs, elapsedMs } = await connectAll(open, connectsPerRound)
  connects.tookMs.push(...tookMs)
  connects.elapsedMs += elapsedMs
}

/** All clients at once, each with one connection at a time, which it closes before the next. */
async function connectAll(open: Opening, each: number): Promise<Connects> {
  const tookMs: number[] = []
  const startedAtMs = performance.now()
  const work = async (client: number) => {
    for (let at = 0; at < each; at++) {
      const openedAtMs = performance.now()
      const line = await open(client)
      await line.take(firstBytes)
      tookMs.push(performance.now() - openedAtMs)
      await line.close()
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)))
  return { tookMs, elapsedMs: performance.now() - startedAtMs }
}

function tablesOf(samples: Samples[]): Table[] {
  const connectRow = (way: string, { tookMs, elapsedMs }: Connects) => ({
    way,
    'connects/s': Math.round((tookMs.length / elapsedMs) * 1000),
    ...summarise(tookMs),
  })
  return [
    {
      title: 'From asking for a dot of the screen until it is there, milliseconds',
      rows: samples.map(({ way, asksMs }) => ({ way: way.name, ...inHundredths(asksMs) })),
    },
    {
      title: `Whole pictures of ${wholeScreen.width} x ${wholeScreen.height}, uncompressed, ${picturesAhead} asked for ahead, MB/s`,
      rows: samples.map(({ way, megabytesPerSecond: all }) => ({
        way: way.name,
        rounds: all.length,
        least: Math.round(percentile(all, 0)),
        median: Math.round(percentile(all, 50)),
        most: Math.round(percentile(all, 100)),
      })),
    },
    {
      title: `${clients} at once connect, until the desktop's first bytes, and close; milliseconds`,
      rows: samples.flatMap(({ way, connects, entries }) => [
        connectRow(way.openWithTicket ? `${way.name}, with a cookie` : way.name, connects),
        ...(way.openWithTicket ? [connectRow(`${way.name}, ticket and all`, entries)] : []),
      ]),
    },
  ]
}

/** A tenth of a millisecond is too much here. */
function inHundredths(samplesMs: number[]) {
  const at = (percent: number) => Math.round(percentile(samplesMs, percent) * 100) / 100
  return {
    n: samplesMs.length,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    max: toTenth(percentile(samplesMs, 100)),
  }
}
