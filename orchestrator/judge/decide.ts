// What follows from what was found. Pure.
import type { Check } from '#lib/wire/check.ts'
import type { Finding } from './finding.ts'

export type Decision =
  | { do: 'look_again'; afterSeconds: number; inVain: boolean; needsDesk: boolean }
  /** passed null: it could not be decided, a person shall. */
  | { do: 'judge'; passed: boolean | null; feedback: string }

/** A desk on its way: there is no finding yet. */
export type Found = { check: Check; finding: Finding | 'waits_for_desk' }

/** How long to wait after each time that something could not be seen. */
const pausesSeconds = [5, 20, 60]
const deskSeconds = 2
/** Until somebody has raised the allowance. */
const refusedSeconds = 20

export function decide(found: readonly Found[], tries: number): Decision {
  const findings = found.flatMap(({ check, finding }) =>
    finding === 'waits_for_desk' ? [] : [{ check, ...finding }],
  )
  if (findings.length < found.length)
    return { do: 'look_again', afterSeconds: deskSeconds, inVain: false, needsDesk: true }
  const failures = findings.filter(({ outcome }) => outcome === 'failed')
  const unseen = findings.filter(({ outcome }) => outcome === 'error')
  const pause = pausesSeconds[tries]
  if (failures.length === 0 && unseen.some(({ isRefused }) => isRefused)) {
    return { do: 'look_again', afterSeconds: refusedSeconds, inVain: false, needsDesk: false }
  }
  // What fails goes back at once: the rest is looked at the next time anyway.
  if (failures.length === 0 && pause !== undefined && unseen.some(({ mayPass }) => mayPass)) {
    return { do: 'look_again', afterSeconds: pause, inVain: true, needsDesk: false }
  }
  const feedback = [
    listed('The work was checked, and this did not hold:', failures),
    listed('This could not be looked at, and a person has to:', unseen),
  ]
  const passed = failures.length > 0 ? false : unseen.length > 0 ? null : true
  return { do: 'judge', passed, feedback: feedback.filter((part) => part !== '').join('\n\n') }
}

function listed(heading: string, findings: readonly { check: Check; text: string }[]): string {
  if (findings.length === 0) return ''
  return [heading, ...findings.map(({ check, text }) => `- ${check.title || check.id}: ${text}`)].join('\n')
}
