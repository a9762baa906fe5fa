import type { RoleTemplate } from '../role-template.ts'

export const template = {
  key: 'bookkeeper',
  name: 'Bookkeeper',
  headline: 'Agrees to the cent',
  summary: 'Codes documents, reconciles accounts and closes the month, with every difference explained.',
  doesForYou: [
    'Reconciles bank and books and proves it on one page',
    'Checks and codes invoices, and stops at signs of fraud',
    'Walks the month-end list and chases what is missing',
    'Tells you in three sentences how the month went',
  ],
  exampleTasks: [
    'Reconcile October: here are the bank export and the ledger',
    'Code these 40 receipts the way we did last quarter',
    'Which invoices are overdue, and what should we ask the accountant?',
  ],
  exampleReply: [
    { from: 'member', text: 'Why is the bank off by 270?' },
    {
      from: 'employee',
      text: 'Two digits changed places: invoice 1187 from Brandt is 1,630.00 EUR on paper and 1,360.00 in the books. 270 divides by 9, so I looked there first. With the correction the difference is 0.00. The entry is proposed, not posted.',
    },
  ],
  skills: [
    {
      key: 'bank-reconciliation',
      name: 'Bank reconciliation',
      summary: 'Line by line, to the cent, with proof.',
    },
    {
      key: 'invoice-coding',
      name: 'Invoice coding',
      summary: 'Checked, coded, and held where something smells.',
    },
    { key: 'month-end-close', name: 'Month-end close', summary: 'Complete, reconcile, review, report.' },
  ],
  defaultSkills: ['bank-reconciliation', 'invoice-coding', 'month-end-close'],
  sites: ['*.europa.eu', '*.irs.gov', 'duckduckgo.com', 'html.duckduckgo.com'],
  suggestedNames: ['Ruth', 'Otto', 'Helen', 'Samuel', 'Ines', 'Arthur'],
  defaultModel: 'claude-sonnet-4-5',
  icon: 'calculator',
} satisfies RoleTemplate
