// Who may do what to mails, and to what operators see and did.
import { type Columns, type TableExpectation, words } from './rights.ts'

const mailColumns = words('id company_id dedupe_key recipient template data')

export const operatorTables: Record<string, TableExpectation> = {
  mails: {
    app: { insert: { by: 'company', columns: mailColumns } },
    orchestrator: {
      select: true,
      insert: mailColumns,
      update: { columns: words('sent_at failure attempts gave_up_at skipped'), touch: 'attempts = 1' },
    },
  },
  unwanted_mails: { orchestrator: { select: true } },
  operator_acts: { appendOnly: true },
}

export const operatorFunctions: Record<string, readonly string[]> = {
  read_mail_choices: ['deskhand_app'],
  choose_mails: ['deskhand_app'],
  operator_extend_trial: ['deskhand_operator'],
  operator_set_extra: ['deskhand_operator'],
  operator_suspend: ['deskhand_operator'],
  operator_unsuspend: ['deskhand_operator'],
  operator_provision: ['deskhand_operator'],
  operator_resync: ['deskhand_operator'],
  operator_resend_mail: ['deskhand_operator'],
  write_terms: ['deskhand_app', 'deskhand_operator', 'deskhand_orchestrator'],
}

/** What operators read of all companies: never what people and employees say, make or know. They write nothing but by functions. */
export const operatorReads: Readonly<Record<string, Columns>> = {
  operator_acts: 'all',
  companies: words(
    'id name plan_key trial_started_at trial_ends_at chat_views suspended_at suspended_reason entitled_until removal_at included_micros extra_micros cap_micros created_at',
  ),
  members: 'all',
  employees: words(
    'id company_id role_key name model portrait_seed hired_at fired_at home_kept_until left_at active_at',
  ),
  desks: 'all',
  hosts: 'all',
  subscriptions: 'all',
  billing_customers: 'all',
  stripe_events: 'all',
  mails: words('id company_id recipient template created_at sent_at failure attempts gave_up_at skipped'),
  ledger_entries: words('id company_id employee_id model practice state cost_micros started_at'),
}
