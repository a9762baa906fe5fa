// @vitest-environment happy-dom
// The conversation as a whole: what the server says, what the stream tells.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Lifecycle } from '#lib/wire/employee.ts'
import { answerByHand, answerTo, asked, chat, hers, mine, posted } from '#tests/support/chat-page.tsx'
import { breakOff, goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee } from '#tests/support/office.tsx'

const ada = anEmployee()
tellStreamByHand()
answerByHand()

describe('an answer', () => {
  const streaming = hers('a', 2, { status: 'streaming', phase: 'writing', text: 'Half', replyTo: 'm' })

  it('grows with the stream', async () => {
    const { findByText, getByText } = chat([mine('m', 1), streaming])
    expect(getByText('Ada is writing')).toBeTruthy()
    tell({ event: 'message.delta', data: { messageId: 'a', employeeId: ada.id, offset: 4, text: ' of it' } })
    expect(await findByText('Half of it')).toBeTruthy()
  })

  it('is stopped with the button, and said to be stopping at once', async () => {
    const { getByRole, getByText } = chat([mine('m', 1), streaming])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Stop' })))
    expect(asked).toContain('POST /messages/a/stop')
    expect(getByText('Ada is stopping')).toBeTruthy()
    expect(getByRole('button', { name: 'Stopping' }).getAttribute('aria-busy')).toBe('true')
  })

  it('is stopped with Escape, once', async () => {
    const { getByText } = chat([mine('m', 1), streaming])
    await act(async () => void fireEvent.keyDown(document, { key: 'Escape' }))
    await act(async () => void fireEvent.keyDown(document, { key: 'Escape' }))
    expect(asked.filter((one) => one === 'POST /messages/a/stop')).toHaveLength(1)
    expect(getByText('Ada is stopping')).toBeTruthy()
  })

  it('goes on when stopping failed', async () => {
    answerTo(() => Response.json({ detail: 'Away.' }, { status: 503 }))
    const { getByRole, findByText } = chat([mine('m', 1), streaming])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Stop' })))
    expect(await findByText('Ada is writing')).toBeTruthy()
  })

  it('is read anew when a piece is missing', async () => {
    const whole = { ...streaming, status: 'complete' as const, text: 'Half and the rest' }
    answerTo(() => Response.json({ items: [mine('m', 1), whole], hasMore: false }))
    const { findByText } = chat([mine('m', 1), streaming])
    tell({ event: 'message.delta', data: { messageId: 'a', employeeId: ada.id, offset: 900, text: '…' } })
    expect(await findByText('Half and the rest')).toBeTruthy()
    expect(asked).toContain('GET /messages?limit=50')
  })

  it('stays as the stream told while the conversation was read anew', async () => {
    const read = Promise.withResolvers<Response>()
    answerTo((path) => (path.startsWith('/messages') ? read.promise : Response.json({})))
    const { queryByText, findByText } = chat([mine('m', 1, { status: 'queued' })])
    expect(await findByText('On its way to Ada.')).toBeTruthy()
    tell({ event: 'reset', data: {} })
    await waitFor(() => expect(asked).toContain('GET /messages?limit=50'))
    tell({ event: 'message', data: mine('m', 1) })
    await waitFor(() => expect(queryByText('On its way to Ada.')).toBeNull())
    const older = [mine('m', 1, { status: 'queued' }), hers('a', 2, { replyTo: 'm' })]
    await act(async () => read.resolve(Response.json({ items: older, hasMore: false })))
    expect(await findByText('words of a')).toBeTruthy()
    expect(queryByText('On its way to Ada.')).toBeNull()
  })

  it('asked for again gives way', async () => {
    answerTo(() => Response.json(mine('m', 1, { status: 'queued' })))
    const { getByRole, queryByText, findByText } = chat([mine('m', 1), hers('a', 2, { replyTo: 'm' })])
    await findByText('words of a')
    await act(async () => fireEvent.click(getByRole('button', { name: 'Answer again' })))
    expect(asked).toContain('POST /messages/a/retry')
    await waitFor(() => expect(queryByText('words of a')).toBeNull())
    expect(queryByText('On its way to Ada.')).toBeTruthy()
  })
})

describe('an earlier message', () => {
  it('is edited in the box and takes all after it along', async () => {
    answerTo((_, body) => Response.json(mine('better', 4, { text: Object(body).text })))
    const { getAllByRole, box, write, getByRole, findByText, queryByText } = chat([
      mine('first', 1),
      hers('a', 2, { replyTo: 'first' }),
      mine('second', 3),
    ])
    await findByText('words of a')
    fireEvent.click(getAllByRole('button', { name: 'Edit' })[0] ?? document.body)
    expect(box).toHaveProperty('value', 'first')
    expect(getByRole('button', { name: 'Send the edited message' })).toBeTruthy()
    write('first, but better')
    await act(async () => fireEvent.click(getByRole('button', { name: 'Send the edited message' })))
    expect(posted()).toMatchObject([{ text: 'first, but better', replaces: 'first' }])
    expect(queryByText('words of a')).toBeNull()
    expect(queryByText('second')).toBeNull()
  })

  it('is the last of mine with the arrow up, and let go with Escape', async () => {
    const { press, box, queryByText } = chat([
      mine('mine', 1),
      mine('his', 2, { userId: 'jonas', authorName: 'Jonas' }),
    ])
    await press('ArrowUp')
    expect(box).toHaveProperty('value', 'mine')
    await press('Escape')
    expect(box).toHaveProperty('value', '')
    expect(queryByText(/You edit an earlier message/)).toBeNull()
  })

  it('is taken back while it waits', async () => {
    answerTo(() => Response.json(mine('later', 1, { status: 'withdrawn' })))
    const { getByRole, queryByText } = chat([mine('later', 1, { status: 'queued' })])
    await act(async () => fireEvent.click(getByRole('button', { name: 'Take back' })))
    expect(asked).toContain('POST /messages/later/withdraw')
    await waitFor(() => expect(queryByText('later')).toBeNull())
  })
})

describe('the desk', () => {
  it.each<[Lifecycle, string]>([
    ['ready', 'Enter sends, Shift + Enter makes a new line.'],
    ['asleep', 'Ada is asleep. Your message wakes Ada in about 9 s.'],
    ['starting', 'Ada is starting. Messages wait and are answered in order.'],
    ['paused', 'Ada is paused. Messages wait until Ada is started.'],
    ['needs_attention', 'Ada needs attention. Messages wait.'],
    ['leaving', 'Ada is leaving and takes no messages. Take Ada back to go on.'],
  ])('that is %s is told below the box: %s', (lifecycle, words) => {
    const { getByRole } = chat([mine('m', 1)], lifecycle)
    expect(getByRole('textbox', { name: 'Message to Ada', description: words })).toBeTruthy()
  })

  it.each<[Lifecycle, boolean]>([
    ['leaving', true],
    ['paused', false],
    ['needs_attention', false],
    ['asleep', false],
  ])('that is %s takes no messages: %s', (lifecycle, isDisabled) => {
    const { write, sendButton } = chat([], lifecycle)
    write('Hello')
    expect(sendButton().hasAttribute('disabled')).toBe(isDisabled)
  })

  it.each<[Lifecycle, string[]]>([
    ['ready', ['On its way to Ada.', 'Waits its turn: one message before it.']],
    ['paused', ['Ada is paused. Start Ada to get an answer.', 'Waits its turn: one message before it.']],
    [
      'asleep',
      [
        'Ada is asleep and wakes for your message, about 9 s. Your message is next.',
        'Ada is asleep and wakes for your message, about 9 s. Your message waits its turn: one message before it.',
      ],
    ],
  ])('that is %s says of two messages that wait: %j', (lifecycle, words) => {
    const { root } = chat([mine('m', 1, { status: 'queued' }), mine('n', 2, { status: 'queued' })], lifecycle)
    expect([...root.querySelectorAll('[data-row] [role=status]')].map((one) => one.textContent)).toEqual(
      words,
    )
  })

  it('is followed as it changes', () => {
    const { words } = chat([mine('m', 1, { status: 'queued' })], 'asleep')
    tell({ event: 'employee', data: anEmployee({ lifecycle: 'starting' }) })
    expect(words()).toContain('Ada is starting, about 9 s. Your message is next.')
  })
})

describe('the stream', () => {
  it('brings what others write, here and nowhere else', () => {
    const { queryByText } = chat([mine('m', 1)])
    goLive()
    tell({ event: 'message', data: mine('from Jonas', 2, { userId: 'jonas', authorName: 'Jonas' }) })
    tell({ event: 'message', data: mine('elsewhere', 3, { conversationId: 'another' }) })
    expect(queryByText('from Jonas')).toBeTruthy()
    expect(queryByText('elsewhere')).toBeNull()
  })

  it('that was away sends what waits when it is back', async () => {
    answerTo(() => Promise.reject(new TypeError('fetch failed')))
    const { write, press, findByText } = chat()
    goLive()
    breakOff()
    write('Hello')
    await press('Enter')
    await findByText(/Not sent\./)
    asked.length = 0
    await act(async () => void fireEvent(window, new Event('online')))
    await waitFor(() => expect(posted()).toMatchObject([{ text: 'Hello' }]))
  })
})

describe('an employee who loses their seat', () => {
  it('is not written to any more, and what waits says why', async () => {
    const { getByRole, queryByRole, words } = chat([mine('m', 1, { status: 'queued' })])
    expect(queryByRole('textbox')).toBeTruthy()
    tell({ event: 'employee', data: anEmployee({ lifecycle: 'paused', desk: { isSeatless: true } }) })
    expect(queryByRole('textbox')).toBeNull()
    expect(getByRole('note').textContent).toContain('Ada rests without a seat.')
    expect(words()).toContain('Resting without a seat.')
    expect(words()).not.toContain('Start Ada')
  })
})
