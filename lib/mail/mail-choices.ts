// Which kinds of mail a person gets: by the link of a mail, or as who is signed in.
import { sql } from 'kysely'
import { type Anonymous, anonymous, type Member, type Visitor } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { type MailKind, mailKinds } from './kinds.ts'
import { isMailTemplate, templates } from './templates.ts'

/** Somebody who is signed in, or the id of a mail whose signature was checked. */
export type Reader = Member | Visitor | { mailId: string }

export interface MailChoices {
  email: string
  /** That the mail of the link is of. */
  kind: MailKind | undefined
  unwanted: MailKind[]
}

const changesAnHour = 60

/** @throws AppError `not_found` for a mail that there is not. */
export async function readMailChoices(reader: Reader): Promise<MailChoices> {
  const { caller, mailId } = asCaller(reader)
  const { rows } = await transact(caller, (tx) =>
    sql<{ email: string; template: string | null; unwanted: string[] }>`
      select * from deskhand.read_mail_choices(${mailId}::uuid)`.execute(tx),
  )
  const [row] = rows
  if (!row) throw notFound('mail')
  return {
    email: row.email,
    kind: row.template && isMailTemplate(row.template) ? templates[row.template].kind : undefined,
    unwanted: row.unwanted.filter(isKind),
  }
}

/** @throws AppError `not_found`, `rate_limited` */
export async function chooseMails(reader: Reader, kind: MailKind, isWanted: boolean): Promise<void> {
  const { caller, mailId } = asCaller(reader)
  const who = mailId ?? ('userId' in caller ? caller.userId : '')
  await hitRate({ bucket: `mail-choices:${who}`, hits: changesAnHour, windowSeconds: 3600 })
  const { rows } = await transact(caller, (tx) =>
    sql<{ known: boolean }>`
      select deskhand.choose_mails(${mailId}::uuid, ${kind}, ${isWanted}) as known`.execute(tx),
  )
  if (!rows[0]?.known) throw notFound('mail')
}

export function isKind(kind: string): kind is MailKind {
  return Object.hasOwn(mailKinds, kind)
}

function asCaller(reader: Reader): { caller: Member | Visitor | Anonymous; mailId: string | null } {
  return 'mailId' in reader ? { caller: anonymous, mailId: reader.mailId } : { caller: reader, mailId: null }
}
