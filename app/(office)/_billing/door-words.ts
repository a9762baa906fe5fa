// What stands at a door that is closed without a plan: the chat, the desktop, the tasks. Pure.
import { terms } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { standingInWords, type Told } from './standing-words.ts'

export type Door = 'chat' | 'desktop' | 'tasks'

/** Undefined: the door is open. `name` is whose door it is; nobody's is the tasks'. */
export function doorWords(
  door: Door,
  entitlement: Entitlement,
  name: string,
  nowMs: number,
): Told | undefined {
  const { standing, mayRun } = entitlement
  if (standing === 'looking') return door === 'chat' ? undefined : whileLooking(door, name)
  if (mayRun) return undefined
  const { text } = standingInWords(entitlement, nowMs)
  switch (standing) {
    case 'looked':
      return { title: titleOf(door, name, 'a plan is chosen'), text: startInWords }
    case 'suspended':
      return { title: 'This company is suspended.', text }
    default:
      return { title: titleOf(door, name, 'a plan is paid'), text }
  }
}

const startInWords = `A plan starts with ${terms.trialDays} free days, without a card. What was said and made is kept.`

function whileLooking(door: 'desktop' | 'tasks', name: string): Told {
  const text = `While you look around there is the chat. ${startInWords}`
  return {
    title: door === 'tasks' ? 'Tasks begin with a plan.' : `${name}’s desktop opens with a plan.`,
    text,
  }
}

/** Of one who rests while others work. */
export function seatlessWords(name: string): Told {
  return {
    title: `${name} rests without a seat.`,
    text: `More work here than seats are paid for, and those hired last rest. Everything is kept: ${name} goes on as soon as a seat is added or somebody is let go.`,
  }
}

function titleOf(door: Door, name: string, until: string): string {
  return door === 'tasks' ? `Tasks rest until ${until}.` : `${name} rests until ${until}.`
}
