// Turns a row of the outbox into a mail.

import { frameMail, type Mail, type MailContent } from './frame.ts'
import type { MailKind } from './kinds.ts'
import { isMailTemplate, templates } from './templates.ts'
import { momentInWords } from './words.ts'

export interface ComposedMail {
  mail: Mail
  /** Undefined: it cannot be turned off. */
  kind: MailKind | undefined
  /** From when on it would say what is not true any more. */
  lateFrom: Date | undefined
}

/**
 * `delayedSince`: when it was written, of one that comes so late that its reader should know.
 * `choicesUrl` is where this mail's reader says which mails they want.
 * @throws Error when nobody knows the template, ZodError when its data is not what it needs.
 */
export function composeMail(
  { template, data, delayedSince }: { template: string; data: unknown; delayedSince?: Date | undefined },
  { siteUrl, choicesUrl }: { siteUrl: string; choicesUrl: string },
): ComposedMail {
  if (!isMailTemplate(template)) throw new Error(`There is no mail template "${template}".`)
  const { kind, read } = templates[template]
  const { content, lateFrom } = read(data, siteUrl)
  return {
    mail: frameMail(delayedSince ? delayed(content, delayedSince) : content, {
      siteUrl,
      ...(kind && { choicesUrl }),
    }),
    kind,
    lateFrom: lateFrom === undefined ? undefined : new Date(lateFrom),
  }
}

function delayed(content: MailContent, since: Date): MailContent {
  const why = `This mail comes late: it was written on ${momentInWords(since.toISOString())}, and could not be sent until now.`
  return { ...content, opening: [why, ...content.opening] }
}
