// Folds live events into what the office shows: the employees, and a glance into each conversation. Pure.
import { sliceCodePoints } from '#lib/chat/code-points.ts'
import type { Glance } from '#lib/chat/list-glances.ts'
import type { Employee } from '#lib/wire/employee.ts'
import type { LiveEvent } from '#lib/wire/event.ts'
import type { Message } from '#lib/wire/message.ts'
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
    isWorking: isAnswer ? message.status === 'streaming' : (before?.isWorking ?? false),
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
