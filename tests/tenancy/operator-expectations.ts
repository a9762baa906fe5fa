// Who may do what to mails, and to what operators see and did.
import { type TableExpectation, words } from './rights.ts'

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
}

export const operatorFunctions: Record<string, readonly string[]> = {
  read_mail_choices: ['deskhand_app'],
  choose_mails: ['deskhand_app'],
}
