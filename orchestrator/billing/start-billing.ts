// Follows the hints about customers of Stripe: each reads the truth anew. A NOTIFY only says when to look; several orchestrators share the work
// by leases, and what one of them leaves behind is taken up when its lease has run out.
import type { Registry } from 'prom-client'
import Stripe from 'stripe'
import { type ClaimedHint, claimHints, postponeHint } from '#lib/billing/follow-hint.ts'
import { syncCustomer } from '#lib/billing/sync-customer.ts'
import { wantTestModeRead } from '#lib/billing/want-test-mode-read.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import { backOffMs } from './back-off.ts'
import { meterBilling } from './metrics.ts'

export interface BillingOptions {
  stripe: Stripe
  /** Of the key: what was made in test mode counts no more then. */
  isLive?: boolean
  hints: HintListener
  registry: Registry
  log: Log
  /** For tests that do not want to wait. */
  pace?: Partial<Pace>
}

interface Pace {
  leaseMs: number
  sweepMs: number
  atOnce: number
  longestBackOffMs: number
}

const usualPace: Pace = { leaseMs: 60_000, sweepMs: 2_000, atOnce: 4, longestBackOffMs: 10 * 60_000 }

export interface BillingLoop {
  stop: () => Promise<void>
}

export function startBilling({
  stripe,
  isLive = false,
  hints,
  registry,
  log,
  pace,
}: BillingOptions): BillingLoop {
  const { leaseMs, sweepMs, atOnce, longestBackOffMs } = { ...usualPace, ...pace }
  const meters = meterBilling(registry)
  const alarm = newAlarm()
  const underWay = new Set<Promise<void>>()
  let isStopped = false

  function begin(hint: ClaimedHint): void {
    const done = follow(hint).finally(() => {
      underWay.delete(done)
      alarm.ring()
    })
    underWay.add(done)
  }

  async function follow(hint: ClaimedHint): Promise<void> {
    const { companyId } = hint
    const time = meters.seconds.startTimer()
    try {
      const isKept = await syncCustomer(stripe, hint)
      meters.reads.inc({ outcome: isKept ? 'kept' : 'overtaken' })
    } catch (error) {
      meters.reads.inc({ outcome: 'failed' })
      const waitMs = backOffMs(hint.failures, longestBackOffMs)
      log.warn({ err: error, companyId, waitMs }, 'What a company pays could not be read; trying again')
      await postponeHint(hint, reasonOf(error), waitMs).catch((cause: unknown) =>
        log.warn({ err: cause, companyId }, 'The hint is taken up again when its lease has run out'),
      )
    } finally {
      time()
    }
  }

  async function look(): Promise<void> {
    const free = atOnce - underWay.size
    if (free <= 0 || isStopped) return
    try {
      for (const hint of await claimHints(free, leaseMs)) begin(hint)
    } catch (error) {
      log.warn({ err: error }, 'Hints about customers could not be read; trying again')
    }
  }

  async function keepLooking(): Promise<void> {
    if (isLive)
      await wantTestModeRead().catch((error: unknown) =>
        log.warn({ err: error }, 'Customers of test mode are found out when they are read next'),
      )
    while (!isStopped) {
      await look()
      await alarm.wait(Date.now() + sweepMs)
    }
  }

  const unsubscribe = hints.subscribe({
    hint: ({ kind }) => {
      if (kind === 'billing') alarm.ring()
    },
    resync: alarm.ring,
  })
  const looking = keepLooking()
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      alarm.ring()
      await looking
      await Promise.allSettled([...underWay])
    },
  }
}

/** For operators. Never the request: it carries what people typed. */
function reasonOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeError) {
    const parts = [error.type, error.code, error.requestId, error.message]
    return parts.filter(Boolean).join(' · ')
  }
  return error instanceof Error ? error.message : String(error)
}
