// All mails Deskhand writes by itself, by name. A new one is a line here.
import type { z } from 'zod'
import { allowanceReached } from './allowance-mails.ts'
import { invitation } from './invitation.ts'
import {
  graceEnding,
  paymentFailed,
  paymentReceived,
  stopped,
  subscriptionCanceled,
} from './payment-mails.ts'
import { removalWarning, removed } from './removal-mails.ts'
import { seatsExceeded } from './seat-mails.ts'
import { trialEnded, trialEnding, trialNotGiven } from './trial-mails.ts'
import { welcome } from './welcome.ts'

export const templates = {
  invitation,
  welcome,
  'trial-ending': trialEnding,
  'trial-ended': trialEnded,
  'trial-not-given': trialNotGiven,
  'removal-warning': removalWarning,
  removed,
  'payment-received': paymentReceived,
  'payment-failed': paymentFailed,
  'grace-ending': graceEnding,
  stopped,
  'subscription-canceled': subscriptionCanceled,
  'allowance-reached': allowanceReached,
  'seats-exceeded': seatsExceeded,
} as const

export type MailTemplate = keyof typeof templates
export type MailData<Name extends MailTemplate> = z.input<(typeof templates)[Name]['data']>

export function isMailTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(templates, name)
}
