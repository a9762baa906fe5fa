// POST /claims: the next task at once, or as soon as there is one. While nothing is there, the orchestrator says when to look again.
import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { releaseRun } from '#lib/run/end-run.ts'
import type { Claim } from '#lib/wire/run.ts'
import { appEnv } from '../env.ts'

/** Without the orchestrator we look by ourselves. */
const lookEveryMs = 1_000
/** Whoever was called for a task that another got first does not ask in a circle. */
const breathMs = 50

export async function claimOrWait(
  caller: CompanyCaller,
  { body }: { body: { workerId: string; waitSeconds: number } },
  request: Request,
): Promise<Claim | Response> {
  const { workerId } = body
  const endsAtMs = performance.now() + body.waitSeconds * 1000
  while (!request.signal.aborted) {
    const claim = await claimRun(caller, { workerId })
    if (claim) return handOver(caller, claim, request)
    const leftMs = Math.floor(endsAtMs - performance.now())
    if (leftMs <= 0) break
    await untilWork({ companyId: caller.companyId, workerId }, leftMs, request.signal)
  }
  return new Response(null, { status: 204 })
}

/** Somebody who has left meanwhile would leave the task lying for a whole lease. */
async function handOver(caller: CompanyCaller, claim: Claim, { signal }: Request): Promise<Claim | Response> {
  if (!signal.aborted) return claim
  const { id, leaseToken } = claim.run
  await releaseRun(caller, { runId: id, leaseToken, reason: 'The worker left before it got the task' })
  return new Response(null, { status: 204 })
}

/** Returns after `leftMs` at the latest. */
async function untilWork(
  who: { companyId: string; workerId: string },
  leftMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { ORCHESTRATOR_URL, ORCHESTRATOR_SECRET } = appEnv()
  const url = new URL('/work', ORCHESTRATOR_URL)
  url.search = new URLSearchParams({ ...who, waitMs: String(leftMs) }).toString()
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${ORCHESTRATOR_SECRET}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(leftMs + lookEveryMs)]),
    cache: 'no-store',
  }).catch(() => undefined)
  await answer?.body?.cancel()
  const pauseMs = answer?.ok ? breathMs : lookEveryMs
  await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => undefined)
}
