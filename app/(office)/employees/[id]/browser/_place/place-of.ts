// What there is to see instead of a desktop, and what helps. Undefined: the desktop itself. Pure.
import type { Employee } from '#lib/wire/employee.ts'
import { seatlessWords } from '../../../../_billing/door-words.ts'
import { aboutSeconds } from '../../../../_office/about-seconds.ts'
import { phaseInWords } from '../../../../_office/words.ts'

export interface Place {
  title: string
  text: string
  act?: { verb: 'start' | 'takeBack'; label: string }
  /** Since when the desk is in its present step. */
  since?: string
}

type Seen = Pick<Employee, 'name' | 'lifecycle' | 'desk'>

export function placeOf(employee: Seen): Place | undefined {
  const { name, lifecycle, desk } = employee
  if (desk.runtime !== null && !desk.hasDesktop) return withoutDesktop(name)
  if (desk.isSeatless && lifecycle !== 'leaving') return seatlessWords(name)
  switch (lifecycle) {
    case 'ready':
      return undefined
    case 'asleep':
      return {
        title: `${name} is asleep.`,
        text: `The desk is off; files and memory are kept.${wakesIn(name, desk)}`,
        act: { verb: 'start', label: `Wake ${name}` },
      }
    case 'starting':
      return {
        title: `${name} is starting.`,
        text: `${phaseInWords(employee) ?? 'Preparing the desk'}. The desktop shows up by itself${aboutSeconds(desk.readyAfterMs)}.`,
        since: desk.phaseStartedAt,
      }
    case 'paused':
      return {
        title: `${name} is paused.`,
        text: `The desk is off until somebody starts ${name} again. Files, memory and messages are kept.`,
        act: { verb: 'start', label: `Start ${name}` },
      }
    case 'needs_attention':
      return {
        title: `${name} needs attention.`,
        text: desk.error
          ? `${desk.error.text} ${desk.error.action}`
          : 'The desk stopped and did not come back. Files, memory and messages are kept.',
        act: { verb: 'start', label: 'Try again' },
      }
    case 'leaving':
      return {
        title: `${name} is leaving.`,
        text: `The desk is off. As long as ${name} can be taken back, everything on it is kept.`,
      }
  }
}

function withoutDesktop(name: string): Place {
  return {
    title: 'This desk has no desktop.',
    text: `${name} works in a plain process on this machine: chat and tools, but no screen. Desks in Docker have one: whoever runs this installation starts it with “npm start -- --runtime docker”.`,
  }
}

function wakesIn(name: string, { readyAfterMs }: Seen['desk']): string {
  return readyAfterMs === null ? '' : ` ${name} wakes${aboutSeconds(readyAfterMs)}.`
}
