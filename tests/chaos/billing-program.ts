// The loop that reads the truth from Stripe, in a process of its own that can be killed.
import pino from 'pino'
import { Registry } from 'prom-client'
import { openDatabase } from '#lib/db/database.ts'
import { openStripe } from '#lib/stripe/open-stripe.ts'
import { startBilling } from '#orchestrator/billing/start-billing.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'

const [databaseUrl = '', secretKey = '', apiUrl] = process.argv.slice(2)
const log = pino({ level: 'silent' })
openDatabase({ databaseUrl, maxConnections: 6, applicationName: 'drill-billing' })
const hints = listenHints({ databaseUrl, log })
// A killed one's lease is over soon: waiting is not what is tested here.
const pace = { leaseMs: 3_000, longestBackOffMs: 1_000 }
startBilling({ stripe: openStripe({ secretKey, apiUrl }), hints, registry: new Registry(), log, pace })
// Whoever started us is gone.
process.once('disconnect', () => process.exit(0))
