// A worker of the drill, in a process of its own: claims, works a little, reports, and asks again until it is answered. What it is told
// it passes on to whoever started it. Named "hold", it waits with each task for a word.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { KeyHolder } from '#lib/access/caller.ts'
import { openDatabase } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { completeRun } from '#lib/run/end-run.ts'
import { heartbeat } from '#lib/run/heartbeat.ts'
import type { Claim } from '#lib/wire/run.ts'

const settings = z
  .object({
    databaseUrl: z.string(),
    companyId: z.string(),
    apiKeyId: z.string(),
    workerId: z.string(),
    leaseSeconds: z.number(),
    atOnce: z.number(),
    workMs: z.number(),
    hold: z.boolean(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))
const { companyId, apiKeyId, workerId, leaseSeconds, atOnce, workMs, hold } = settings
const caller: KeyHolder = { kind: 'key', companyId, apiKeyId, scopes: ['work'] }

export type Told = { kind: 'claimed' | 'accepted' | 'refused'; taskId: string; runId: string }
const tell = (kind: Told['kind'], { run, task }: Claim) =>
  void process.send?.({ kind, taskId: task.id, runId: run.id } satisfies Told)

openDatabase({ databaseUrl: settings.databaseUrl, maxConnections: atOnce, applicationName: 'drill-worker' })
// Whoever started us is gone.
process.once('disconnect', () => process.exit(0))
await Promise.all(Array.from({ length: atOnce }, keepWorking))

async function keepWorking(): Promise<void> {
  for (;;) {
    const claim = await untilAnswered(() => claimRun(caller, { workerId, leaseSeconds }))
    if (!claim) await sleep(100)
    else await workOn(claim)
  }
}

async function workOn(claim: Claim): Promise<void> {
  tell('claimed', claim)
  const lease = { runId: claim.run.id, leaseToken: claim.run.leaseToken }
  if (hold) await once(process, 'message')
  try {
    await sleep(workMs / 2)
    if (!hold) await untilAnswered(() => heartbeat(caller, { ...lease, leaseSeconds }))
    await sleep(workMs / 2)
    await untilAnswered(() => completeRun(caller, { ...lease, summary: `Done in ${lease.runId}` }))
    tell('accepted', claim)
  } catch {
    tell('refused', claim)
  }
}

/** The database may be away for a while; only what it says counts. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (error instanceof AppError) throw error
      await sleep(50)
    }
  }
}
