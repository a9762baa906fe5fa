// What a company's standing means for the people in it, in words. Pure.
import { planByKey, terms } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { anyOf, counted } from './counted.ts'
import { dayInWords } from './day-in-words.ts'

export interface CompanyStanding {
  entitlement: Entitlement
  /** Whether the one who looks may choose and pay. */
  mayPay: boolean
  /** Who else can, by name; for those who may not. */
  payers: readonly string[]
  /** Whether this installation has a way to pay at all. */
  canPay: boolean
  /** Where the invoice that waits for a payment is paid. */
  openInvoiceUrl: string | null
}

export interface Told {
  title: string
  text: string
}

export interface Notice extends Told {
  tone: 'warn' | 'bad'
  act: { label: string; href: string } | null
}

const dayMs = 24 * 60 * 60 * 1000
const noticedDays = Math.max(...terms.trialWarningDays)

/** Days that have begun, the last one included. Clocks differ a little: seven days from a moment ago are seven. */
function daysUntil(at: string, nowMs: number): number {
  return Math.max(1, Math.ceil((Date.parse(at) - nowMs - clocksDifferMs) / dayMs))
}

const clocksDifferMs = 60_000

export function planName({ planKey }: Pick<Entitlement, 'planKey'>): string {
  return planByKey(planKey ?? '')?.name ?? 'No plan'
}

/** How it stands, in a headline and a sentence. */
export function standingInWords(entitlement: Entitlement, nowMs: number): Told {
  const { standing, endsAt } = entitlement
  const name = planName(entitlement)
  const ends = endsAt ? dayInWords(endsAt) : ''
  switch (standing) {
    case 'looking':
      return {
        title: 'You are looking around.',
        text: `One employee works for you, and the chat opens ${terms.freeChatViews} times before a plan is chosen. A plan starts with ${terms.trialDays} free days.`,
      }
    case 'looked':
      return {
        title: 'You have looked around.',
        text: 'Employees rest until a plan is chosen. What was said and made is kept.',
      }
    case 'trial':
      return {
        title: `${counted(daysUntil(endsAt ?? '', nowMs), 'day')} of trial left.`,
        text: `The trial of ${name} ends on ${ends}. Then employees stop unless a plan is paid; nothing is charged by itself.`,
      }
    case 'trial_over':
      return { title: 'The trial is over.', text: resting(entitlement, nowMs) }
    case 'paying':
      return endsAt
        ? {
            title: `${name} ends on ${ends}.`,
            text: `It was cancelled. Until then everything works; after it employees stop and their homes are kept for ${terms.keptAfterPayingDays} days.`,
          }
        : { title: `You have ${name}.`, text: 'Employees work.' }
    case 'past_due':
      return {
        title: 'The last payment failed.',
        text: `Employees go on working until ${ends}. Pay the open invoice before then and nothing changes.`,
      }
    case 'stopped':
      return { title: 'No plan is paid.', text: resting(entitlement, nowMs) }
    case 'suspended':
      return {
        title: 'This company is suspended.',
        text: 'Employees rest and nothing is removed. Whoever runs this installation can say why, and lift it.',
      }
  }
}

function resting({ removalAt, employees }: Entitlement, nowMs: number): string {
  if (employees === 0)
    return 'Nobody works here now. Chats and tasks are kept, and with a paid plan you can hire again.'
  if (!removalAt) return 'Employees rest. Everything is kept.'
  const day = dayInWords(removalAt)
  return Date.parse(removalAt) > nowMs
    ? `Employees rest. Their homes are kept until ${day} and removed then, unless a plan is paid.`
    : `Employees rest. Their homes were kept until ${day}.`
}

/** What everybody has to know on every page; undefined while all is well. */
export function noticeOf(standing: CompanyStanding, nowMs: number): Notice | undefined {
  const { entitlement, mayPay, payers } = standing
  const { endsAt, standing: is } = entitlement
  if (is === 'looking' || (is === 'paying' && !endsAt)) return undefined
  if (is === 'trial' && daysUntil(endsAt ?? '', nowMs) > noticedDays) return undefined
  const { title, text } = standingInWords(entitlement, nowMs)
  const isAsked = mayPay || is === 'suspended'
  return {
    tone: is === 'trial' || is === 'paying' || is === 'looked' ? 'warn' : 'bad',
    title,
    text: isAsked ? text : `${text} ${whoCanPay(payers)}`,
    act: actOf(standing),
  }
}

/** What helps, for who may do it. */
export function actOf({ entitlement, mayPay, openInvoiceUrl }: CompanyStanding): Notice['act'] {
  if (!mayPay) return null
  const act = (label: string, href = '/billing') => ({ label, href })
  const back = entitlement.employees === 0 ? 'Choose a plan' : 'Bring everybody back'
  switch (entitlement.standing) {
    case 'looking':
    case 'looked':
      return act('Choose a plan')
    case 'trial':
      return act('Go on after it')
    case 'paying':
      return act('Keep it')
    case 'trial_over':
      return act(back)
    case 'past_due':
      return openInvoiceUrl ? act('Pay the open invoice', openInvoiceUrl) : act('See the bill')
    case 'stopped':
      return openInvoiceUrl ? act('Pay the open invoice', openInvoiceUrl) : act(back)
    case 'suspended':
      return null
  }
}

/** Instead of a button, for who may not press it. */
export function whoCanPay(payers: readonly string[]): string {
  return `${anyOf(payers)} can choose and pay.`
}

/** The line at the foot of the rail. */
export function railWords(
  entitlement: Entitlement,
  nowMs: number,
): { plan: string; text: string } | undefined {
  const { standing, endsAt } = entitlement
  const plan = entitlement.planKey ? planName(entitlement) : ''
  switch (standing) {
    case 'looking':
    case 'looked':
      return { plan: 'No plan yet', text: '' }
    case 'trial':
      return { plan, text: `${counted(daysUntil(endsAt ?? '', nowMs), 'day')} of trial left` }
    case 'trial_over':
      return { plan, text: 'The trial is over' }
    case 'paying':
      return endsAt ? { plan, text: `until ${dayInWords(endsAt)}` } : undefined
    case 'past_due':
      return { plan, text: 'A payment failed' }
    case 'stopped':
      return { plan: 'No plan is paid', text: '' }
    case 'suspended':
      return { plan: 'Suspended', text: '' }
  }
}
