// What is true of a message that waits for its turn.
import type { Employee } from '#lib/wire/employee.ts'

export interface Wait {
  text: string
  /** What a member can do about it here. */
  act?: 'start' | 'restart'
}

export interface Queue {
  /** Messages that are answered before this one. */
  ahead: number
  isAnswering: boolean
}

type Desk = Pick<Employee, 'name' | 'lifecycle' | 'desk'> & Partial<Pick<Employee, 'control'>>

/** `userId` is who reads it. */
export function waitingInWords(
  { name, lifecycle, desk, control }: Desk,
  queue: Queue,
  userId?: string,
): Wait {
  const isHeld = lifecycle === 'paused' || lifecycle === 'needs_attention'
  // The first one that waits says why, for all.
  if (isHeld && queue.ahead > 0) return { text: readyInWords(name, queue) }
  switch (lifecycle) {
    case 'starting':
      return { text: `${name} is starting${about(desk.readyAfterMs)}. ${turnOf(queue)}` }
    case 'asleep':
      return {
        text: `${name} is asleep and wakes for your message${about(desk.readyAfterMs)}. ${turnOf(queue)}`,
      }
    case 'paused':
      return { text: `${name} is paused. Start ${name} to get an answer.`, act: 'start' }
    case 'needs_attention':
      return {
        text: `${desk.error?.text ?? `${name} cannot answer now.`} Your message is kept and waits.`,
        act: 'restart',
      }
    case 'leaving':
      return { text: `${name} is leaving and does not answer any more.` }
    case 'ready':
      return {
        text: control ? heldInWords(driverIn(control, userId), name, queue) : readyInWords(name, queue),
      }
  }
}

function readyInWords(name: string, { ahead, isAnswering }: Queue): string {
  if (ahead > 0) return `Waits its turn: ${counted(ahead)} before it.`
  return isAnswering ? `Next, as soon as ${name} has finished this answer.` : `On its way to ${name}.`
}

/** While a person drives the desktop, the employee begins nothing new. */
function heldInWords(driver: string, name: string, { ahead, isAnswering }: Queue): string {
  if (ahead > 0 || isAnswering) return readyInWords(name, { ahead, isAnswering })
  return `${driver} control of the desktop. ${name} answers as soon as it is handed back.`
}

function driverIn({ userId, memberName }: NonNullable<Employee['control']>, readerId?: string): string {
  return userId === readerId ? 'You have' : `${memberName || 'A colleague'} has`
}

function turnOf({ ahead }: Queue): string {
  return ahead === 0 ? 'Your message is next.' : `Your message waits its turn: ${counted(ahead)} before it.`
}

const counted = (ahead: number) => (ahead === 1 ? 'one message' : `${ahead} messages`)

/** Told by how long the last start took; a first start has nothing to go by. */
function about(readyAfterMs: number | null): string {
  return readyAfterMs === null ? '' : `, about ${Math.max(1, Math.round(readyAfterMs / 1000))} s`
}
