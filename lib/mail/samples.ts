// One mail of each kind with believable data: shown in the local stack, and read by tests.
import type { MailData, MailTemplate } from './templates.ts'

type Samples = { readonly [Name in MailTemplate]: readonly MailData<Name>[] }

const companyName = 'Bicycle Works'
const names = ['Ada', 'Grace', 'Linus']
const invoiceUrl = 'https://invoice.example.com/i/1'
const day = (distance: number) => new Date(Date.now() + distance * 24 * 60 * 60 * 1000).toISOString()

export const samples = {
  welcome: [{ companyName, recipientName: 'Mara' }],
  invitation: [
    { companyName, inviterName: 'Mara', role: 'admin', url: 'https://deskhand.example.com/invitation/abc' },
  ],
  'trial-ending': [
    { companyName, endsAt: day(2), days: 2 },
    { companyName, endsAt: day(1), days: 1 },
  ],
  'trial-ended': [{ companyName, removalAt: day(7) }],
  'trial-not-given': [
    { companyName, reason: 'email' },
    { companyName, reason: 'card' },
  ],
  'removal-warning': [{ companyName, removalAt: day(2), employeeNames: names }],
  removed: [{ companyName, employeeNames: names }],
  'payment-received': [
    {
      companyName,
      amountCents: 14_700,
      currency: 'usd',
      paidAt: day(0),
      invoiceNumber: 'DH-0042',
      receiptUrl: invoiceUrl,
    },
  ],
  'payment-failed': [{ companyName, amountCents: 14_700, currency: 'usd', graceEndsAt: day(14), invoiceUrl }],
  'grace-ending': [{ companyName, endsAt: day(2), amountCents: 14_700, currency: 'usd', invoiceUrl }],
  stopped: [{ companyName, removalAt: day(30) }],
  'subscription-canceled': [{ companyName, endsAt: day(12), removalAt: day(42) }],
  'seats-exceeded': [{ companyName, employeeNames: ['Grace', 'Linus'] }],
  'allowance-reached': [
    { companyName, percent: 80, scope: 'company', spentMicros: 57_600_000, capMicros: 72_000_000 },
    {
      companyName,
      percent: 100,
      scope: 'company',
      spentMicros: 4_980_000,
      capMicros: 5_000_000,
      isBeforePaying: true,
      path: '/usage',
    },
    {
      companyName,
      percent: 100,
      scope: 'task',
      subjectName: 'Compare the prices of three suppliers',
      spentMicros: 5_000_000,
      capMicros: 5_000_000,
      path: '/tasks/1',
    },
  ],
} satisfies Samples
