// Who may do what to subscriptions and to what else decides over money.
import type { TableExpectation } from './rights.ts'

export const billingTables: Record<string, TableExpectation> = {
  billing_customers: {
    app: { select: 'company' },
    orchestrator: { select: true, update: { columns: 'all', touch: 'synced_at = now()' } },
  },
  subscriptions: {
    app: { select: 'company' },
    orchestrator: { select: true, insert: 'all', update: { columns: 'all', touch: 'synced_at = now()' } },
  },
  stripe_events: { orchestrator: { select: true } },
  trial_identities: { orchestrator: { select: true } },
}

export const billingFunctions: Record<string, readonly string[]> = {
  may_run: ['deskhand_app', 'deskhand_orchestrator'],
  may_work: ['deskhand_app', 'deskhand_orchestrator'],
  write_terms: ['deskhand_app', 'deskhand_orchestrator'],
  choose_plan: ['deskhand_app'],
  start_trial: ['deskhand_app'],
  billing_is_known: ['deskhand_orchestrator'],
  halt_desks: ['deskhand_orchestrator'],
  seat_desks: ['deskhand_orchestrator'],
  remove_homes: ['deskhand_orchestrator'],
  claim_trial_card: ['deskhand_orchestrator'],
  count_chat_view: ['deskhand_app'],
  claim_looking: ['deskhand_app'],
}
