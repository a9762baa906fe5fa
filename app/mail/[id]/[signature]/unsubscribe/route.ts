// RFC 8058: a mail program turns this kind of mail off for its reader, without asking anything. Whoever opens the address sees the choices.
import { AppError } from '#lib/errors.ts'
import { chooseMails, readMailChoices } from '#lib/mail/mail-choices.ts'
import { siteUrl } from '../../../../_edge/env.ts'
import { logFault } from '../../../../_edge/log.ts'
import { readerOfMail } from '../../../../_edge/mail-reader.ts'

type Context = { params: Promise<{ id: string; signature: string }> }

const said = (words: string, status: number) => new Response(`${words}\n`, { status })

export async function POST(_: Request, { params }: Context): Promise<Response> {
  const reader = readerOfMail(await params)
  if (!reader) return said('This link is not one of ours.', 404)
  try {
    const { kind } = await readMailChoices(reader)
    if (kind) await chooseMails(reader, kind, false)
    return said('You get no more mails of this kind.', 200)
  } catch (error) {
    if (error instanceof AppError) return said(error.facts.detail, error.status)
    return said(`This did not work, and it is our fault (${logFault(error)}).`, 500)
  }
}

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { id, signature } = await params
  const path = [id, signature].map(encodeURIComponent).join('/')
  return new Response(null, { status: 303, headers: { location: `${siteUrl()}/mail/${path}` } })
}
