// Folds live events into what the office shows: the employees, and a glance at what each is doing. Pure.
import { sliceCodePoints } from '#lib/chat/code-points.ts'
import type { Glance } from '#lib/chat/list-glances.ts'
import type { Employee } from '#lib/wire/employee.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message } from '#lib/wire/message.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { applyToEmployees } from '../../_live/apply-to-employees.ts'

export interface Office {
  employees: readonly Employee[]
  /** By the employee's id. */
  glances: Readonly<Record<string, Glance>>
}

const glanceLength = 160

export function applyToOffice(office: Office, event: LiveEvent): Office {
  switch (event.event) {
    case 'employee':
      return { ...office, employees: applyToEmployees(office.employees, event) }
    case 'message':
      return withGlance(office, event.data)
    case 'task':
      return withTask(office, event.data)
    default:
      return office
  }
}

function withGlance(office: Office, message: Message): Office {
  const before = office.glances[message.employeeId]
  const isAnswer = message.author === 'employee'
  const showsLine = message.text !== '' && !message.superseded && message.status !== 'withdrawn'
  const glance: Glance = {
    employeeId: message.employeeId,
    isAnswering: isAnswer ? message.status === 'streaming' : (before?.isAnswering ?? false),
    task: before?.task ?? null,
    lastLine: showsLine
      ? {
          author: message.author,
          userId: message.userId,
          authorName: message.authorName,
          text: sliceCodePoints(message.text, 0, glanceLength),
        }
      : (before?.lastLine ?? null),
  }
  return { ...office, glances: { ...office.glances, [message.employeeId]: glance } }
}

/** A task names who has it in hand; whoever had it and is not named any more has it no longer. Most tasks change nothing here. */
function withTask(office: Office, { id, number, title, worker }: TaskCard): Office {
  const holder = worker?.employeeId ?? null
  const hands = Object.values(office.glances).filter((one) => one.task?.id === id)
  const changed: Glance[] = hands
    .filter((one) => one.employeeId !== holder)
    .map((one) => ({ ...one, task: null }))
  if (holder && !hands.some((one) => one.employeeId === holder && one.task?.title === title)) {
    changed.push({ ...(office.glances[holder] ?? quiet(holder)), task: { id, number, title } })
  }
  if (changed.length === 0) return office
  const byEmployee = Object.fromEntries(changed.map((one) => [one.employeeId, one]))
  return { ...office, glances: { ...office.glances, ...byEmployee } }
}

const quiet = (employeeId: string): Glance => ({ employeeId, isAnswering: false, task: null, lastLine: null })

/** Whether somebody is doing something right now: answering, or working on a task. */
export function isAtWork(glance: Glance | undefined): boolean {
  return glance !== undefined && (glance.isAnswering || glance.task !== null)
}

/** Adds the employees of a further page; who is known already is known more freshly. */
export function withPage(office: Office, page: readonly Employee[]): Office {
  const known = new Set(office.employees.map((one) => one.id))
  return { ...office, employees: [...office.employees, ...page.filter((one) => !known.has(one.id))] }
}

/** Whose number of unread messages an event changes, for the person who looks. */
export function unreadChangedBy(event: LiveEvent, userId: string): string | undefined {
  if (event.event === 'conversation.read' && event.data.userId === userId) return event.data.employeeId
  if (event.event === 'message' && event.data.author === 'employee' && event.data.status !== 'streaming') {
    return event.data.employeeId
  }
  return undefined
}
