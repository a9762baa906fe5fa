import type { Tx } from '#lib/db/database.ts'

export type MailState = 'sent' | 'waiting' | 'retrying' | 'failed' | 'unwanted' | 'too_late'

export interface MailRow {
  id: string
  companyId: string
  companyName: string
  recipient: string
  template: string
  createdAt: Date
  sentAt: Date | null
  state: MailState
  attempts: number
  failure: string | null
}

interface Wanted {
  companyId?: string
  onlyFailing?: boolean
  limit: number
}

/** The newest first. What they say is nobody's business but their readers'. */
export async function readMails(tx: Tx, { companyId, onlyFailing, limit }: Wanted): Promise<MailRow[]> {
  let query = tx
    .selectFrom('mails')
    .innerJoin('companies', 'companies.id', 'mails.companyId')
    .select(['mails.id', 'mails.companyId', 'companies.name as companyName', 'mails.recipient'])
    .select(['mails.template', 'mails.createdAt', 'mails.sentAt', 'mails.gaveUpAt', 'mails.skipped'])
    .select(['mails.attempts', 'mails.failure'])
    .orderBy('mails.createdAt', 'desc')
    .limit(limit)
  if (companyId) query = query.where('mails.companyId', '=', companyId)
  if (onlyFailing) query = query.where('mails.sentAt', 'is', null).where('mails.failure', 'is not', null)
  const rows = await query.execute()
  return rows.map(({ gaveUpAt, skipped, ...mail }) => ({
    ...mail,
    state: stateOf({ ...mail, gaveUpAt, skipped }),
  }))
}

function stateOf(mail: {
  sentAt: Date | null
  gaveUpAt: Date | null
  skipped: string | null
  failure: string | null
}): MailState {
  if (mail.sentAt) return 'sent'
  if (mail.gaveUpAt) return 'failed'
  if (mail.skipped) return mail.skipped === 'unwanted' ? 'unwanted' : 'too_late'
  return mail.failure ? 'retrying' : 'waiting'
}
