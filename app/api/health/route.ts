// For load balancers, the local supervisor, and people who wonder. Says which part is the matter, never where it is.
import { sql } from 'kysely'
import { z } from 'zod'
import { ensureDatabase } from '#app/_edge/database.ts'
import { appEnv } from '#app/_edge/env.ts'
import { database } from '#lib/db/database.ts'
import product from '../../../package.json' with { type: 'json' }

const patienceMs = 3_000
/** However often somebody asks, the parts are asked once in this time. */
const freshForMs = 1_000

interface Health {
  status: 'ok' | 'failing'
  version: string
  /** One line for each part: "ok", or what is the matter; for the model also which one answers. */
  checks: { database: string; orchestrator: string; runtime: string; model: string }
}

let latest: { at: number; health: Promise<Health> } | undefined

export async function GET(): Promise<Response> {
  if (!latest || Date.now() - latest.at > freshForMs) latest = { at: Date.now(), health: look() }
  const health = await latest.health
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}

async function look(): Promise<Health> {
  const [database, orchestrator] = await Promise.all([askDatabase(), askOrchestrator()])
  const isWell = database === 'ok' && orchestrator.orchestrator === 'ok' && orchestrator.runtime === 'ok'
  return {
    status: isWell ? 'ok' : 'failing',
    version: product.version,
    checks: { database, ...orchestrator },
  }
}

async function askDatabase(): Promise<string> {
  const away = 'does not answer'
  try {
    ensureDatabase()
    const late = AbortSignal.timeout(patienceMs)
    const lateness = new Promise<string>((resolve) => late.addEventListener('abort', () => resolve(away)))
    return await Promise.race([sql`select 1`.execute(database()).then(() => 'ok'), lateness])
  } catch {
    return away
  }
}

const readiness = z.object({ status: z.string(), checks: z.record(z.string(), z.string()) })

async function askOrchestrator(): Promise<Omit<Health['checks'], 'database'>> {
  try {
    const answer = await fetch(new URL('/readyz', appEnv().ORCHESTRATOR_URL), {
      signal: AbortSignal.timeout(patienceMs),
      cache: 'no-store',
    })
    const { status, checks } = readiness.parse(await answer.json())
    const { model = 'unknown', runtime = status === 'ready' ? 'ok' : 'not ready' } = checks
    const troubled = Object.entries(checks).find(([part, word]) => part !== 'model' && word !== 'ok')
    const orchestrator = status === 'ready' ? 'ok' : (troubled?.join(': ') ?? 'not ready')
    return { orchestrator, runtime, model: model === 'ok' ? 'anthropic' : model }
  } catch {
    return { orchestrator: 'does not answer', runtime: 'unknown', model: 'unknown' }
  }
}
