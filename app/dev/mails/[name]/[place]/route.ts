// One of the samples as its reader's mail program shows it; with ?text as plain text.
import { composeMail } from '#lib/mail/compose-mail.ts'
import { samples } from '#lib/mail/samples.ts'
import { isLocalStack, siteUrl } from '../../../../_edge/env.ts'

type Context = { params: Promise<{ name: string; place: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { name, place } = await params
  const given = Object.entries(samples).find(([template]) => template === name)?.[1]
  const data = given?.[Number(place)]
  if (!isLocalStack() || !data) return new Response('There is no such mail.\n', { status: 404 })
  const at = { siteUrl: siteUrl(), choicesUrl: `${siteUrl()}/mail` }
  const { mail } = composeMail({ template: name, data }, at)
  const isText = new URL(request.url).searchParams.has('text')
  return new Response(isText ? mail.text : mail.html, {
    headers: { 'content-type': `text/${isText ? 'plain' : 'html'}; charset=utf-8` },
  })
}
