// A mail is a row in the transaction that causes it: it is sent when that commits, and only then.
import { createHash } from 'node:crypto'
import type { Tx } from '#lib/db/database.ts'
import { type MailData, type MailTemplate, templates } from './templates.ts'

export interface QueuedMail<Name extends MailTemplate> {
  companyId: string
  /** Addresses; each gets a mail of its own. */
  to: string | readonly string[]
  template: Name
  data: MailData<Name>
  /** What it tells, in words that never come again: an address gets one mail for it, however often it is queued. At most 120 characters. */
  onceKey: string
}

/**
 * Works in transactions of a company's callers and of the orchestrator.
 * @throws ZodError when the data is not what the template needs
 */
export async function queueMail<Name extends MailTemplate>(tx: Tx, mail: QueuedMail<Name>): Promise<void> {
  const data = JSON.stringify(templates[mail.template].data.parse(mail.data))
  const recipients = [...new Set([mail.to].flat().map((address) => address.toLowerCase()))]
  if (recipients.length === 0) return
  const rows = recipients.map((recipient) => ({
    companyId: mail.companyId,
    dedupeKey: `${mail.onceKey}#${digestOf(recipient)}`,
    recipient,
    template: mail.template,
    data,
  }))
  // No target is named: that would need the right to read mails, which the app has not.
  await tx
    .insertInto('mails')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22)
}
