import { z } from 'zod'
import { terms } from '#lib/billing/plans.ts'
import type { MailContent } from './frame.ts'
import { about, charge, link, moment } from './shapes.ts'
import { template } from './template.ts'
import { dayInWords, momentInWords, money } from './words.ts'

const moneyWhy = (companyName: string) =>
  `You get this because you own ${companyName} on Deskhand. It is about your subscription, so it cannot be turned off.`

/** Where an open invoice is paid, else where a card is changed. */
const payButton = (invoiceUrl: string | undefined, siteUrl: string): MailContent['button'] =>
  invoiceUrl
    ? { label: 'Pay the invoice', url: invoiceUrl }
    : { label: 'Put it right', url: `${siteUrl}/billing` }

export const paymentReceived = template({
  data: z.object({
    ...about,
    ...charge,
    paidAt: moment,
    invoiceNumber: z.string().optional(),
    receiptUrl: link.optional(),
  }),
  kind: 'receipts',
  write: ({ companyName, amountCents, currency, paidAt, invoiceNumber, receiptUrl }, siteUrl) => ({
    subject: `Thank you: ${money(amountCents, currency)} received`,
    preview: `Your payment for ${companyName} went through.`,
    heading: 'Your payment went through',
    opening: [`Thank you. Everybody at ${companyName} works on.`],
    facts: [
      ['Paid', money(amountCents, currency)],
      ['On', dayInWords(paidAt)],
      ...(invoiceNumber ? [['Invoice', invoiceNumber] as const] : []),
    ],
    button: receiptUrl
      ? { label: 'See the receipt', url: receiptUrl }
      : { label: 'See your invoices', url: `${siteUrl}/billing` },
    closing: 'All invoices stay under Billing.',
    why: `You get this because you own ${companyName} on Deskhand.`,
  }),
})

export const paymentFailed = template({
  data: z.object({ ...about, ...charge, graceEndsAt: moment, invoiceUrl: link.optional() }),
  lateFrom: ({ graceEndsAt }) => graceEndsAt,
  write: ({ companyName, amountCents, currency, graceEndsAt, invoiceUrl }, siteUrl) => ({
    subject: `A payment of ${money(amountCents, currency)} did not go through`,
    preview: `Your employees work on until ${dayInWords(graceEndsAt)}.`,
    heading: 'The payment did not go through',
    opening: [
      `We could not collect ${money(amountCents, currency)} for ${companyName}. Most often a card has expired or the bank asks back.`,
      'Your employees work on as before. The payment is tried again by itself in the next days; paying now settles it at once.',
    ],
    facts: [
      ['Open', money(amountCents, currency)],
      ['Work goes on until', dayInWords(graceEndsAt)],
    ],
    button: payButton(invoiceUrl, siteUrl),
    closing: 'Have you paid in the meantime? Then everything is fine, and there is nothing to do.',
    why: moneyWhy(companyName),
  }),
})

export const graceEnding = template({
  data: z.object({
    ...about,
    endsAt: moment,
    amountCents: charge.amountCents.optional(),
    currency: charge.currency.optional(),
    invoiceUrl: link.optional(),
  }),
  lateFrom: ({ endsAt }) => endsAt,
  write: ({ companyName, endsAt, amountCents, currency, invoiceUrl }, siteUrl) => ({
    subject: `On ${dayInWords(endsAt)} your employees stop`,
    preview: 'An invoice is still open.',
    heading: 'An invoice is still open',
    opening: [
      `${amountCents === undefined ? 'The last payment' : `The payment of ${money(amountCents, currency)}`} for ${companyName} is still missing.`,
      `Your employees stop on ${momentInWords(endsAt)}. Pay before that and they will not notice anything.`,
    ],
    button: payButton(invoiceUrl, siteUrl),
    closing: `When they stop, nothing is lost: everything is kept for ${terms.keptAfterPayingDays} days, and paying brings it back.`,
    why: moneyWhy(companyName),
  }),
})

export const stopped = template({
  data: z.object({ ...about, removalAt: moment, invoiceUrl: link.optional() }),
  lateFrom: ({ removalAt }) => removalAt,
  write: ({ companyName, removalAt, invoiceUrl }, siteUrl) => ({
    subject: 'Your employees have stopped; everything is kept',
    preview: `Their homes are kept until ${dayInWords(removalAt)}.`,
    heading: 'Your employees rest now',
    opening: [
      `${companyName} has no paid plan any more, so its employees have stopped working. Chats, files and tasks are just as you left them.`,
      `Pay until ${dayInWords(removalAt)} and they all go on where they stopped. After that day their homes are removed.`,
    ],
    button: payButton(invoiceUrl, siteUrl),
    closing: 'Do not want to go on? You need not do anything.',
    why: moneyWhy(companyName),
  }),
})

export const subscriptionCanceled = template({
  data: z.object({ ...about, endsAt: moment, removalAt: moment.optional() }),
  lateFrom: ({ endsAt }) => endsAt,
  write: ({ companyName, endsAt, removalAt }, siteUrl) => ({
    subject: 'Your plan is cancelled',
    preview: `Your employees work until ${dayInWords(endsAt)}.`,
    heading: 'Your plan is cancelled',
    opening: [
      `The plan of ${companyName} ends on ${dayInWords(endsAt)}. Until then your employees work as before; nothing more is charged.`,
      removalAt
        ? `After that they rest, and their homes are kept until ${dayInWords(removalAt)}. Come back before that day and they go on where they stopped.`
        : 'Come back at any time: what is kept goes on where it stopped.',
    ],
    button: { label: 'Keep the plan after all', url: `${siteUrl}/billing` },
    closing: 'Was it a mistake? One press under Billing takes it back.',
    why: moneyWhy(companyName),
  }),
})
