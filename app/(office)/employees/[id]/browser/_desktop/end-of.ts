// What the end of a connection means: some come back by themselves, some wait for a person, some are final. Pure.
import { closeCodes } from '#lib/wire/desktop.ts'
import type { ScreenEnd } from './screen.ts'

/** `words` are those of a refusal. */
export type End =
  | 'hidden'
  | 'idle'
  | 'too_many'
  | 'cookies'
  | 'signed_out'
  | 'fired'
  | 'removed'
  | 'unpaid'
  | { words: string }

/** A sign-out elsewhere is none of these: whoever is still signed in here gets a new ticket. */
const finalReasons = ['fired', 'removed', 'unpaid'] as const

/** Undefined for an end that is tried again at once. */
export function endOf({ code, reason }: Pick<ScreenEnd, 'code' | 'reason'>): End | undefined {
  if (code === closeCodes.idle) return 'idle'
  if (code === closeCodes.tooMany) return 'too_many'
  if (code === closeCodes.revoked) return finalReasons.find((one) => one === reason)
  return undefined
}

interface EndWords {
  title: string
  text: string
  /** Left out where trying again leads nowhere. */
  action?: string
}

export function endInWords(end: End, name: string): EndWords {
  if (typeof end === 'object') {
    return { title: 'The desktop cannot be shown.', text: end.words, action: 'Try again' }
  }
  return words[end](name)
}

const words: Record<Exclude<End, object>, (name: string) => EndWords> = {
  hidden: (name) => ({
    title: 'The picture rests.',
    text: `Nobody looked for two minutes, so ${name}’s desktop is not sent any more. ${name} works on.`,
    action: 'Watch again',
  }),
  idle: (name) => ({
    title: 'The picture rests.',
    text: `Nobody touched this page for long, so ${name}’s desktop is not sent any more. ${name} works on.`,
    action: 'Watch again',
  }),
  too_many: (name) => ({
    title: 'Too many people are watching.',
    text: `${name}’s desktop is sent to as many windows as it can bear. Close one of yours, or wait for somebody to leave.`,
    action: 'Try again',
  }),
  cookies: () => ({
    title: 'Your browser keeps no cookie for this desk.',
    text: 'A desk has an address of its own, and a cookie there opens it. Allow cookies for this site, also from other sites (in private windows, too), then try again. Chat and everything else work without.',
    action: 'Try again',
  }),
  signed_out: () => ({
    title: 'You are signed out.',
    text: 'The desktop was closed with your session. Reload this page to sign in again.',
  }),
  fired: (name) => ({
    title: `${name} is leaving.`,
    text: `The desk is off. As long as ${name} can be taken back, everything on it is kept.`,
  }),
  removed: () => ({
    title: 'You are not a member of this company any more.',
    text: 'The desktop was closed. Ask an owner or an admin if you think this is wrong.',
  }),
  unpaid: () => ({
    title: 'The company has no plan.',
    text: 'Desktops can be seen again as soon as an owner or an admin chooses one. Nothing is lost.',
  }),
}
