import { describe, expect, it } from 'vitest'
import { exampleEmployee as ada, exampleMessage as said } from '#lib/wire/examples.ts'
import type { Message } from '#lib/wire/message.ts'
import { applyToOffice, type Office, unreadChangedBy, withPage } from './apply-to-office.ts'

const me = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'
const office: Office = { employees: [ada], glances: {} }

const tell = (from: Office, facts: Partial<Message>) =>
  applyToOffice(from, { event: 'message', data: { ...said, employeeId: ada.id, ...facts } })
const glance = (of: Office) => of.glances[ada.id]

describe('a glance into a conversation', () => {
  it('works from the first word of an answer to its last', () => {
    const during = tell(office, { author: 'employee', status: 'streaming', text: '' })
    expect(glance(during)?.isWorking).toBe(true)
    const meanwhile = tell(during, { author: 'member', status: 'queued', text: 'And another thing' })
    expect(glance(meanwhile)?.isWorking).toBe(true)
    expect(glance(tell(meanwhile, { author: 'employee', status: 'stopped' }))?.isWorking).toBe(false)
  })

  it('shows the last line, and keeps it while the next one is empty, withdrawn or superseded', () => {
    const spoken = tell(office, { author: 'member', text: 'Good morning' })
    for (const facts of [
      { author: 'employee', status: 'streaming', text: '' },
      { status: 'withdrawn', text: 'No' },
      { superseded: true, text: 'Old' },
    ] as const) {
      expect(glance(tell(spoken, facts))?.lastLine?.text).toBe('Good morning')
    }
  })

  it('cuts a long line between characters', () => {
    const long = glance(tell(office, { text: '🦊'.repeat(500) }))?.lastLine?.text ?? ''
    expect(Array.from(long)).toHaveLength(160)
    expect(long.isWellFormed()).toBe(true)
  })
})

describe('employees', () => {
  it('are changed by their event and go when they have left', () => {
    const paused = applyToOffice(office, { event: 'employee', data: { ...ada, lifecycle: 'paused' } })
    expect(paused.employees.map((one) => one.lifecycle)).toEqual(['paused'])
    const left = applyToOffice(office, { event: 'employee', data: { ...ada, leftAt: ada.hiredAt } })
    expect(left.employees).toEqual([])
  })

  it('stay as fresh as they are when a further page has them, too', () => {
    const page = [
      { ...ada, name: 'Stale' },
      { ...ada, id: other, name: 'New' },
    ]
    expect(withPage(office, page).employees.map((one) => one.name)).toEqual([ada.name, 'New'])
  })
})

describe('the number of unread messages', () => {
  it('changes when an answer ends and when I read, here or elsewhere', () => {
    const read = { conversationId: ada.conversationId, employeeId: ada.id, readSeq: 3 }
    expect(unreadChangedBy({ event: 'conversation.read', data: { ...read, userId: me } }, me)).toBe(ada.id)
    expect(
      unreadChangedBy({ event: 'conversation.read', data: { ...read, userId: other } }, me),
    ).toBeUndefined()
    const answer = { ...said, employeeId: ada.id, author: 'employee' } as const
    expect(unreadChangedBy({ event: 'message', data: { ...answer, status: 'complete' } }, me)).toBe(ada.id)
    expect(
      unreadChangedBy({ event: 'message', data: { ...answer, status: 'streaming' } }, me),
    ).toBeUndefined()
  })
})
