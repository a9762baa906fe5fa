'use server'
import { notFound } from 'next/navigation'
import { AppError } from '#lib/errors.ts'
import { chooseMails, isKind } from '#lib/mail/mail-choices.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { readerOfMail } from '../../_edge/mail-reader.ts'
import { requireMember } from '../../_edge/session.ts'

type Choice = { kind: string; isWanted: boolean }

const unknownKind = () => new AppError('invalid', { detail: 'There are no such mails.' })

/** By the link of a mail: its signature is checked each time. */
export async function chooseByLink(
  link: { id: string; signature: string },
  { kind, isWanted }: Choice,
): Promise<Outcome> {
  return act(async () => {
    const reader = readerOfMail({ id: String(link.id), signature: String(link.signature) })
    if (!reader) notFound()
    if (!isKind(kind)) throw unknownKind()
    await chooseMails(reader, kind, isWanted === true)
    return undefined
  })
}

export async function chooseSignedIn({ kind, isWanted }: Choice): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember('/settings/account')
    if (!isKind(kind)) throw unknownKind()
    await chooseMails(member, kind, isWanted === true)
    return undefined
  })
}
