import { describe, expect, it } from 'vitest'
import { exampleCard } from '#lib/wire/examples/task.ts'
import { exampleEmployee as ada, exampleMessage as said } from '#lib/wire/examples.ts'
import type { Message } from '#lib/wire/message.ts'
import type { TaskCard } from '#lib/wire/task.ts'
import { applyToOffice, isAtWork, type Office, unreadChangedBy, withPage } from './apply-to-office.ts'

const me = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'
const office: Office = { employees: [ada], glances: {} }

const tell = (from: Office, facts: Partial<Message>) =>
  applyToOffice(from, { event: 'message', data: { ...said, employeeId: ada.id, ...facts } })
const glance = (of: Office) => of.glances[ada.id]

describe('a glance into a conversation', () => {
  it('works from the first word of an answer to its last', () => {
    const during = tell(office, { author: 'employee', status: 'streaming', text: '' })
    expect(glance(during)?.isAnswering).toBe(true)
    const meanwhile = tell(during, { author: 'member', status: 'queued', text: 'And another thing' })
    expect(glance(meanwhile)?.isAnswering).toBe(true)
    expect(glance(tell(meanwhile, { author: 'employee', status: 'stopped' }))?.isAnswering).toBe(false)
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

describe('a task in hand', () => {
  const worker = { id: other, name: 'Ada', employeeId: ada.id }
  const withTask = (from: Office, facts: Partial<TaskCard>) =>
    applyToOffice(from, { event: 'task', data: { ...exampleCard, ...facts } })

  it('is shown with whoever works on it until it is theirs no more', () => {
    const at = withTask(tell(office, { author: 'member', text: 'Good morning' }), { worker })
    expect(glance(at)).toMatchObject({
      task: { number: exampleCard.number },
      lastLine: { text: 'Good morning' },
    })
    expect(isAtWork(glance(at))).toBe(true)
    const done = withTask(at, { worker: null })
    expect(glance(done)?.task).toBeNull()
    expect(isAtWork(glance(done))).toBe(false)
  })

  it('changes nothing when it is told again, or is nobody’s', () => {
    const at = withTask(office, { worker })
    expect(withTask(at, { worker })).toBe(at)
    expect(withTask(office, { worker: null })).toBe(office)
  })

  it('goes over to another, and of a worker outside it is nobody’s', () => {
    const over = withTask(withTask(office, { worker }), { worker: { ...worker, employeeId: other } })
    expect([glance(over)?.task, over.glances[other]?.task?.id]).toEqual([null, exampleCard.id])
    const outside = withTask(over, { worker: { ...worker, employeeId: null } })
    expect(Object.values(outside.glances).map(({ task }) => task)).toEqual([null, null])
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
