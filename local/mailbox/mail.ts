/** What the mailbox keeps of a mail: one entry for each person it went to. */
import { z } from 'zod'

export const caughtMail = z.object({
  id: z.string(),
  receivedAt: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Every web address in it, those of the text first. */
  links: z.array(z.string()),
  /** The first six-digit number outside an address. */
  code: z.string().nullable(),
})

export type CaughtMail = z.infer<typeof caughtMail>

const address = /https?:\/\/[^\s"'<>]+/g

export function linksOf(text: string, html: string): string[] {
  const inText = text.match(address) ?? []
  const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => decodeEntities(href))
  return [...new Set([...inText, ...inHtml.filter((href) => /^https?:/.test(href))])]
}

export function codeOf(text: string, html: string): string | null {
  // A colour of a sheet may have six digits, too.
  const shown = html.replace(/<style[\s\S]*?<\/style>/gi, ' ').replace(/<[^>]*>/g, ' ')
  const words = `${text}\n${shown}`.replace(address, ' ')
  return /(?<!\d)\d{6}(?!\d)/.exec(words)?.[0] ?? null
}

function decodeEntities(value: string): string {
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
