// Sends one mail of the outbox. A mail that was sent stays sent; one that was interrupted between the mail server and the
// database goes out again under the same Message-ID, which mailboxes show once.
import type { Task } from 'graphile-worker'
import nodemailer from 'nodemailer'
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { choicesUrl, oneClickUrl } from '#lib/mail/choices-link.ts'
import { type ComposedMail, composeMail } from '#lib/mail/compose-mail.ts'
import type { MailKind } from '#lib/mail/kinds.ts'
import { stillSo } from '#lib/mail/still-so.ts'

export interface MailSettings {
  smtpUrl: string | undefined
  from: string
  siteUrl: string
  /** Signs the links by which readers choose; the app knows it, too. */
  secret: string
  /** For tests that do not want to wait. */
  timeouts?: Partial<typeof usualTimeouts>
}

interface Fate {
  sentAt?: Date
  gaveUpAt?: Date
  skipped?: 'unwanted' | 'too_late'
  failure: string | null
}

const payload = z.object({ mailId: z.uuid() })
const usualTimeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** A mail that comes so long after it was written says so. */
const lateAfterMs = 60 * 60 * 1000

export function sendMailTask(settings: MailSettings): Task {
  const { smtpUrl, from } = settings
  const place = { siteUrl: settings.siteUrl.replace(/\/+$/, ''), secret: settings.secret }
  const transport = smtpUrl
    ? nodemailer.createTransport({ url: smtpUrl, ...usualTimeouts, ...settings.timeouts })
    : undefined
  const domain = new URL(place.siteUrl).hostname

  async function send(mailId: string, recipient: string, { mail, kind }: ComposedMail): Promise<void> {
    if (!transport) throw new Error('SMTP_URL is not set: there is no mail server to hand it to.')
    await transport.sendMail({
      from,
      to: recipient,
      messageId: `<${mailId}@${domain}>`,
      ...mail,
      headers: { ...automatic, ...(kind && unsubscribeHeaders(oneClickUrl(mailId, place))) },
    })
  }

  return async (given, { job }) => {
    const { mailId } = payload.parse(given)
    const row = await readWaiting(mailId)
    if (!row) return
    try {
      const data = await transactAsOrchestrator((tx) => stillSo(tx, row))
      if (data === undefined) return await note(mailId, { skipped: 'too_late', failure: null })
      const isLate = Date.now() - row.createdAt.getTime() > lateAfterMs
      const told = { template: row.template, data, delayedSince: isLate ? row.createdAt : undefined }
      const composed = composeMail(told, { siteUrl: place.siteUrl, choicesUrl: choicesUrl(mailId, place) })
      const skipped = await reasonToSkip(row.recipient, composed)
      if (skipped) return await note(mailId, { skipped, failure: null })
      await send(mailId, row.recipient, composed)
    } catch (error) {
      const failure = inWords(error)
      const isOver = isRefusedForGood(error) || job.attempts >= job.max_attempts
      await note(mailId, { failure, ...(isOver && { gaveUpAt: new Date() }) })
      if (isRefusedForGood(error)) return
      throw error
    }
    await note(mailId, { sentAt: new Date(), failure: null })
  }
}

/** Answering machines keep quiet. */
const automatic = { 'Auto-Submitted': 'auto-generated' }

/** RFC 8058: mail programs offer to unsubscribe with one click. */
const unsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

async function readWaiting(mailId: string) {
  return transactAsOrchestrator((tx) =>
    tx
      .updateTable('mails')
      .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
      .where('id', '=', mailId)
      .where('sentAt', 'is', null)
      .where('gaveUpAt', 'is', null)
      .where('skipped', 'is', null)
      .returning(['companyId', 'template', 'data', 'recipient', 'createdAt'])
      .executeTakeFirst(),
  )
}

async function reasonToSkip(
  recipient: string,
  { kind, lateFrom }: ComposedMail,
): Promise<'unwanted' | 'too_late' | undefined> {
  if (lateFrom && lateFrom.getTime() <= Date.now()) return 'too_late'
  return kind && (await isUnwanted(recipient, kind)) ? 'unwanted' : undefined
}

async function isUnwanted(email: string, kind: MailKind): Promise<boolean> {
  const found = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('unwantedMails')
      .where('email', '=', email)
      .where('kind', '=', kind)
      .select('kind')
      .executeTakeFirst(),
  )
  return found !== undefined
}

function inWords(error: unknown): string {
  if (error instanceof z.ZodError) {
    const fields = error.issues.map(({ path }) => path.join('.') || 'all of it')
    return `The template cannot be filled: ${fields.join(', ')}`
  }
  return error instanceof Error ? error.message : String(error)
}

const refusal = z.object({ code: z.literal('EENVELOPE'), responseCode: z.int().min(550).max(559) })

/** The mail server knows for certain that this person cannot be written to: asking again is only rude. */
function isRefusedForGood(error: unknown): boolean {
  return refusal.safeParse(error).success
}

async function note(mailId: string, fate: Fate): Promise<void> {
  await transactAsOrchestrator((tx) => tx.updateTable('mails').set(fate).where('id', '=', mailId).execute())
}
