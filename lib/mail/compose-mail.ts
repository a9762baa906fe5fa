// Turns a row of the outbox into a mail.

import { frameMail, type Mail } from './frame.ts'
import type { MailKind } from './kinds.ts'
import { isMailTemplate, templates } from './templates.ts'

export interface ComposedMail {
  mail: Mail
  /** Undefined: it cannot be turned off. */
  kind: MailKind | undefined
  /** From when on it would say what is not true any more. */
  lateFrom: Date | undefined
}

/**
 * `choicesUrl` is where this mail's reader says which mails they want.
 * @throws Error when nobody knows the template, ZodError when its data is not what it needs.
 */
export function composeMail(
  { template, data }: { template: string; data: unknown },
  { siteUrl, choicesUrl }: { siteUrl: string; choicesUrl: string },
): ComposedMail {
  if (!isMailTemplate(template)) throw new Error(`There is no mail template "${template}".`)
  const { kind, read } = templates[template]
  const { content, lateFrom } = read(data, siteUrl)
  return {
    mail: frameMail(content, { siteUrl, ...(kind && { choicesUrl }) }),
    kind,
    lateFrom: lateFrom === undefined ? undefined : new Date(lateFrom),
  }
}
