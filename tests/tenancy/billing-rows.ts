// Rows of money, for the two companies of the world.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { insertRow, sha256 } from '../support/company.ts'

type Row = Record<string, unknown>

/** Per table, the condition that finds the row. */
export async function fillBilling(sql: pg.Client, companyId: string): Promise<Record<string, string>> {
  const seeded = { ...newBillingRows(companyId), billing_customers: customer(companyId) }
  const add = (table: keyof typeof seeded) => insertRow(sql, table, seeded[table])
  await add('trial_identities')
  await add('billing_customers')
  return {
    billing_customers: `company_id = '${companyId}'`,
    subscriptions: `id = '${(await add('subscriptions')).id}'`,
    stripe_events: `id = '${(await add('stripe_events')).id}'`,
    trial_identities: `company_id = '${companyId}'`,
  }
}

/** Rows that somebody could add. */
export function newBillingRows(companyId: string) {
  return {
    subscriptions: {
      id: `sub_${word()}`,
      company_id: companyId,
      status: 'active',
      seats: 1,
      amount_cents: 100,
      currency: 'usd',
      is_live: false,
      created_at: new Date(),
    },
    stripe_events: {
      id: `evt_${word()}`,
      type: 'invoice.paid',
      is_live: false,
      outcome: 'no_customer',
      company_id: companyId,
      created_at: new Date(),
    },
    trial_identities: { kind: 'email', value_hash: sha256(word()), company_id: companyId },
  } satisfies Record<string, Row>
}

const customer = (companyId: string): Row => ({ company_id: companyId, stripe_customer_id: `cus_${word()}` })
const word = () => randomUUID().replaceAll('-', '')
