// Which mails a person may turn off. All others are about the account itself: they say why they come, and always come.

export const mailKinds = {
  trial: {
    title: 'Reminders before a trial ends',
    what: 'Two days and one day before the employees of a trial stop.',
  },
  allowances: {
    title: 'Allowances that are used up',
    what: 'When 80 % of an allowance is used, and when all of it is. Deskhand always shows it on the page, too.',
  },
  receipts: {
    title: 'Receipts',
    what: 'When a payment went through. All invoices stay under Billing.',
  },
} as const

export type MailKind = keyof typeof mailKinds
