// Whether employees think with a real model here, asked of the orchestrator, who alone knows the key.
import 'server-only'
import { z } from 'zod'
import { appEnv } from './env.ts'

export type ModelInUse = 'real' | 'practice' | 'unknown'

const readiness = z.object({ checks: z.looseObject({ model: z.string() }) })
const keepMs = 60_000
const timeoutMs = 1_000

let known: { model: ModelInUse; untilMs: number } | undefined

/** A stopped orchestrator delays no page: then it is not known, and asked again at the next one. */
export async function modelInUse(): Promise<ModelInUse> {
  if (known && known.untilMs > Date.now()) return known.model
  const model = await ask()
  if (model !== 'unknown') known = { model, untilMs: Date.now() + keepMs }
  return model
}

async function ask(): Promise<ModelInUse> {
  try {
    const url = new URL('/readyz', appEnv().ORCHESTRATOR_URL)
    const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })
    const { checks } = readiness.parse(await answer.json())
    return checks.model === 'practice' ? 'practice' : 'real'
  } catch {
    return 'unknown'
  }
}
