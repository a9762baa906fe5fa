// Turns a row of the outbox into a mail. A new template is one more line here.
import type { Mail } from './frame.ts'
import { invitationData, invitationMail } from './invitation.ts'

const templates: Record<string, (data: unknown) => Mail> = {
  invitation: (data) => invitationMail(invitationData.parse(data)),
}

/** @throws Error when nobody knows the template, ZodError when its data is not what it needs. */
export function composeMail(template: string, data: unknown): Mail {
  const compose = Object.hasOwn(templates, template) ? templates[template] : undefined
  if (!compose) throw new Error(`There is no mail template "${template}".`)
  return compose(data)
}
