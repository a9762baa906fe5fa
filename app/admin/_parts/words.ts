// How operators' pages say standings, lifecycles, templates and acts. Pure.

import type { ActRow } from '#lib/admin/list-acts.ts'
import type { MailState } from '#lib/admin/read-mails.ts'
import { dollars } from '#lib/mail/words.ts'
import type { Lifecycle } from '#lib/wire/employee.ts'
import { type Standing, standings } from '#lib/wire/me.ts'
import type { LampState } from '../../_ui/lamp-drawing.tsx'

export const standingNames: Readonly<Record<Standing, string>> = {
  paying: 'Paying',
  past_due: 'Past due',
  trial: 'In trial',
  looking: 'Looking',
  looked: 'Has looked',
  trial_over: 'Trial over',
  stopped: 'Stopped',
  suspended: 'Suspended',
}

export const standingTones = {
  paying: 'good',
  past_due: 'bad',
  trial: 'lamp',
  looking: 'neutral',
  looked: 'neutral',
  trial_over: 'neutral',
  stopped: 'neutral',
  suspended: 'bad',
} as const satisfies Record<Standing, string>

export function standingOf(text: string | undefined): Standing | undefined {
  return standings.find((one) => one === text)
}

export const lampOfLifecycle: Readonly<Record<Lifecycle, LampState>> = {
  asleep: 'off',
  starting: 'warming',
  ready: 'lit',
  needs_attention: 'red',
  paused: 'cool',
  leaving: 'off',
}

export const lifecycleNames: Readonly<Record<Lifecycle, string>> = {
  asleep: 'Asleep',
  starting: 'Starting',
  ready: 'Ready',
  needs_attention: 'Needs attention',
  paused: 'Paused',
  leaving: 'Leaving',
}

export const mailStates = {
  sent: { name: 'Sent', tone: 'good' },
  waiting: { name: 'Waiting', tone: 'neutral' },
  retrying: { name: 'Trying again', tone: 'lamp' },
  failed: { name: 'Given up', tone: 'bad' },
  unwanted: { name: 'Not wanted', tone: 'neutral' },
  too_late: { name: 'Too late', tone: 'neutral' },
} as const satisfies Record<MailState, { name: string; tone: string }>

/** waiting_for_host -> Waiting for host */
export function spoken(name: string): string {
  const words = name.replaceAll(/[_-]/g, ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** What was done, in a few words. */
export function actInWords({ action, details }: Pick<ActRow, 'action' | 'details'>): string {
  switch (action) {
    case 'support.trial_extended':
      return `Extended the trial by ${details.days === 1 ? 'a day' : `${details.days} days`}`
    case 'support.allowance_granted':
      return `Set the extra allowance to ${dollars(details.toMicros ?? 0)} a month, before ${dollars(details.fromMicros ?? 0)}`
    case 'support.suspended':
      return 'Suspended the company'
    case 'support.unsuspended':
      return 'Took the suspension back'
    case 'support.provisioned':
      return 'Re-provisioned an employee'
    case 'support.resynced':
      return 'Had Stripe read again'
    case 'support.mail_resent':
      return `Sent the mail “${spoken(details.template ?? '')}” again`
    default:
      return action
  }
}
