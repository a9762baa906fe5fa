import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { sdkAt } from '#tests/support/practice-stripe.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

const program = `
const { startStripe } = await import('#local/stripe/start.ts')
const [port, file] = process.argv.slice(1)
await startStripe({ port: Number(port), file, secretKey: 'sk_test_local_practice' })
console.log('up')`

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }

let folder: Awaited<ReturnType<typeof makeFolder>>
let running: ChildProcess | undefined
let port: number

beforeEach(async () => {
  folder = await makeFolder('deskhand-stripe-test-')
  port = await freePort()
})
afterEach(async () => {
  await kill()
  await folder.remove()
})

async function start(): Promise<void> {
  const file = join(folder.path, 'stripe.jsonl')
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, String(port), file], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running = child
  await once(child.stdout, 'data')
}

async function kill(): Promise<void> {
  if (!running || running.exitCode !== null || running.signalCode !== null) return
  const gone = once(running, 'exit')
  running.kill('SIGKILL')
  await gone
}

it('has after a kill all that it ever answered', async () => {
  const stripe = sdkAt(`http://127.0.0.1:${port}`)
  const answered: string[] = []
  for (let round = 0; round < 3; round++) {
    await start()
    const makers = Array.from({ length: 8 }, async () => {
      for (;;) answered.push((await stripe.customers.create({ name: 'Kept' })).id)
    })
    await expect.poll(() => answered.length, soon).toBeGreaterThan((round + 1) * 40)
    await kill()
    await Promise.allSettled(makers)
  }
  await start()
  const kept = await stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
  const ids = new Set(kept.map(({ id }) => id))
  expect(answered.filter((id) => !ids.has(id))).toEqual([])
})
