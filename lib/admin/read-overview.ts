// The state of the business and of what runs it, in one look.
import { sql } from 'kysely'
import type { Operator } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import type { Standing } from '#lib/wire/me.ts'
import { countCustomers } from './count-customers.ts'
import { type MailRow, readMails } from './read-mails.ts'
import { readStandings } from './read-standings.ts'
import type { StripeCounts } from './stripe-in-words.ts'

export interface Overview {
  /** What Stripe charges a month, by currency. */
  recurring: { currency: string; amountCents: number; subscriptions: number; seats: number }[]
  companies: number
  standings: Readonly<Partial<Record<Standing, number>>>
  /** The latest first; how many of the trials that began in a week have paid since. */
  trials: { week: Date; started: number; paid: number }[]
  latePayments: {
    companyId: string
    companyName: string
    amountCents: number
    currency: string
    pastDueSince: Date | null
  }[]
  /** Of the last seven days. */
  oddEvents: { outcome: string; type: string; count: number; lastAt: Date }[]
  /** Whom Stripe knows, whether or not it is asked about them. */
  stripe: StripeCounts
  syncFailures: { companyId: string; companyName: string; failure: string; syncedAt: Date | null }[]
  failingMails: MailRow[]
  failingDesks: {
    companyId: string
    companyName: string
    employeeId: string
    employeeName: string
    failure: unknown
    since: Date
  }[]
  hosts: { name: string; runtime: string; version: string; seenAt: Date; desks: number; ready: number }[]
}

const shownAtMost = 20

export function readOverview(operator: Operator): Promise<Overview> {
  return transact(operator, async (tx) => {
    const standingOf = await readStandings(tx)
    return {
      recurring: await readRecurring(tx),
      companies: standingOf.size,
      standings: countsOf(standingOf),
      trials: await readTrials(tx),
      latePayments: await readLatePayments(tx),
      oddEvents: await readOddEvents(tx),
      stripe: await countCustomers(tx),
      syncFailures: await readSyncFailures(tx),
      failingMails: await readMails(tx, { onlyFailing: true, limit: shownAtMost }),
      failingDesks: await readFailingDesks(tx),
      hosts: await readHosts(tx),
    }
  })
}

function countsOf(standingOf: ReadonlyMap<string, Standing>): Overview['standings'] {
  const counts: Partial<Record<Standing, number>> = {}
  for (const standing of standingOf.values()) counts[standing] = (counts[standing] ?? 0) + 1
  return counts
}

async function readRecurring(tx: Tx): Promise<Overview['recurring']> {
  const { rows } = await sql<Overview['recurring'][number]>`
    select currency, sum(amount_cents)::bigint as amount_cents, count(*)::int as subscriptions, sum(seats)::int as seats
    from subscriptions where status in ('active', 'past_due') group by currency order by 2 desc`.execute(tx)
  return rows
}

async function readTrials(tx: Tx): Promise<Overview['trials']> {
  const { rows } = await sql<Overview['trials'][number]>`
    select week, count(c.id)::int as started,
      count(c.id) filter (where exists (
        select from subscriptions s where s.company_id = c.id and s.status not in ('incomplete', 'incomplete_expired', 'trialing')
      ))::int as paid
    from generate_series(date_trunc('week', now()) - interval '7 weeks', date_trunc('week', now()), interval '1 week') as week
    left join companies c on c.trial_started_at >= week and c.trial_started_at < week + interval '1 week'
    group by week order by week desc`.execute(tx)
  return rows
}

async function readLatePayments(tx: Tx): Promise<Overview['latePayments']> {
  return tx
    .selectFrom('subscriptions')
    .innerJoin('companies', 'companies.id', 'subscriptions.companyId')
    .where('subscriptions.status', 'in', ['past_due', 'unpaid'])
    .select(['companies.id as companyId', 'companies.name as companyName', 'amountCents', 'currency'])
    .select('pastDueSince')
    .orderBy('pastDueSince')
    .limit(shownAtMost)
    .execute()
}

async function readOddEvents(tx: Tx): Promise<Overview['oddEvents']> {
  const { rows } = await sql<Overview['oddEvents'][number]>`
    select outcome, type, count(*)::int as count, max(received_at) as last_at from stripe_events
    where received_at > now() - interval '7 days' and outcome in ('unknown_customer', 'wrong_mode')
    group by outcome, type order by last_at desc limit ${shownAtMost}`.execute(tx)
  return rows
}

async function readSyncFailures(tx: Tx): Promise<Overview['syncFailures']> {
  return tx
    .selectFrom('billingCustomers as customer')
    .innerJoin('companies', 'companies.id', 'customer.companyId')
    .where('customer.failure', 'is not', null)
    .select(['companies.id as companyId', 'companies.name as companyName', 'customer.failure'])
    .select('customer.syncedAt')
    .$narrowType<{ failure: string }>()
    .limit(shownAtMost)
    .execute()
}

async function readFailingDesks(tx: Tx): Promise<Overview['failingDesks']> {
  return tx
    .selectFrom('desks')
    .innerJoin('employees', 'employees.id', 'desks.employeeId')
    .innerJoin('companies', 'companies.id', 'desks.companyId')
    .where('desks.observedState', '=', 'failed')
    .where('desks.desiredState', '!=', 'absent')
    .select(['companies.id as companyId', 'companies.name as companyName'])
    .select(['employees.id as employeeId', 'employees.name as employeeName'])
    .select(['desks.observedFailure as failure', 'desks.observedPhaseAt as since'])
    .orderBy('desks.observedPhaseAt', 'desc')
    .limit(shownAtMost)
    .execute()
}

async function readHosts(tx: Tx): Promise<Overview['hosts']> {
  const { rows } = await sql<Overview['hosts'][number]>`
    select hosts.name, runtime, version, seen_at,
      count(desks.id) filter (where observed_state <> 'gone')::int as desks,
      count(desks.id) filter (where observed_state = 'ready')::int as ready
    from hosts left join desks on desks.host_id = hosts.id group by hosts.id order by hosts.name`.execute(tx)
  return rows
}
