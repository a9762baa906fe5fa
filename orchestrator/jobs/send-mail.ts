// Sends one mail of the outbox. A mail that was sent stays sent; one that was interrupted between the mail server and the
// database goes out again under the same Message-ID, which mailboxes show once.
import type { Task } from 'graphile-worker'
import nodemailer from 'nodemailer'
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { composeMail } from '#lib/mail/compose-mail.ts'

export interface MailSettings {
  smtpUrl: string | undefined
  from: string
  siteUrl: string
}

const payload = z.object({ mailId: z.uuid() })
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

export function sendMailTask({ smtpUrl, from, siteUrl }: MailSettings): Task {
  const transport = smtpUrl ? nodemailer.createTransport({ url: smtpUrl, ...timeouts }) : undefined
  const domain = new URL(siteUrl).hostname
  return async (given) => {
    const { mailId } = payload.parse(given)
    const mail = await readUnsent(mailId)
    if (!mail) return
    try {
      if (!transport) throw new Error('SMTP_URL is not set: there is no mail server to hand it to.')
      const content = composeMail(mail.template, mail.data)
      await transport.sendMail({ from, to: mail.recipient, messageId: `<${mailId}@${domain}>`, ...content })
    } catch (error) {
      await note(mailId, { failure: error instanceof Error ? error.message : String(error) })
      throw error
    }
    await note(mailId, { sentAt: new Date(), failure: null })
  }
}

function readUnsent(mailId: string) {
  return transactAsOrchestrator((tx) =>
    tx
      .selectFrom('mails')
      .where('id', '=', mailId)
      .where('sentAt', 'is', null)
      .select(['template', 'data', 'recipient'])
      .executeTakeFirst(),
  )
}

function note(mailId: string, facts: { sentAt?: Date; failure: string | null }): Promise<unknown> {
  return transactAsOrchestrator((tx) => tx.updateTable('mails').set(facts).where('id', '=', mailId).execute())
}
