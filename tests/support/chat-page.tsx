// The page of a chat with an employee, and an API that answers as the test says.
import { act, fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import { answerOf, messageOf } from '#app/(office)/employees/[id]/chat/_testing/message.ts'
import { Chat } from '#app/(office)/employees/[id]/chat/chat.tsx'
import type { Lifecycle } from '#lib/wire/employee.ts'
import type { Message } from '#lib/wire/message.ts'
import { anEmployee, inOffice, maria } from './office.tsx'
import { shown } from './page.tsx'

const ada = anEmployee()
const here = { employeeId: ada.id, conversationId: ada.conversationId }

export const mine = (id: string, seq: number, facts: Partial<Message> = {}) =>
  messageOf(id, seq, { ...here, userId: maria, ...facts })
export const hers = (id: string, seq: number, facts: Partial<Message> = {}) =>
  answerOf(id, seq, { ...here, text: `words of ${id}`, ...facts })

type Answering = (path: string, body: unknown) => Response | Promise<Response>
let answering: Answering

export function answerTo(next: Answering): void {
  answering = next
}

/** What was asked of the API about this employee: "POST /path {body}". */
export const asked: string[] = []

/** The messages that were sent. */
export const posted = () =>
  asked.filter((one) => one.startsWith('POST /messages {')).map((one) => JSON.parse(one.slice(15)))

/** Puts the API in place for each test of the file. */
export function answerByHand(): void {
  beforeEach(() => {
    asked.length = 0
    answering = () => Response.json({ items: [], hasMore: false })
    vi.stubGlobal('fetch', async (address: string, options: RequestInit = {}) => {
      const path = address.replace(`/api/v1/employees/${ada.id}`, '')
      asked.push([options.method ?? 'GET', path, options.body ?? ''].join(' ').trim())
      return answering(path, options.body ? JSON.parse(String(options.body)) : undefined)
    })
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
  })
  afterEach(() => {
    localStorage.clear()
  })
}

export function chat(items: Message[] = [], lifecycle: Lifecycle = 'ready', hasMore = false) {
  const employee = anEmployee({ lifecycle })
  const node = (
    <Chat
      initialEmployee={employee}
      initialPage={{ items, hasMore }}
      userId={maria}
      examples={['Plan my week']}
    />
  )
  const page = shown(inOffice(node, { employees: [employee] }))
  const box = page.getByRole('textbox', { name: 'Message to Ada' })
  return {
    ...page,
    box,
    write: (text: string) => fireEvent.change(box, { target: { value: text } }),
    press: (key: string, more = {}) => act(async () => void fireEvent.keyDown(box, { key, ...more })),
    sendButton: () => page.getByRole('button', { name: /^Send/ }),
  }
}
