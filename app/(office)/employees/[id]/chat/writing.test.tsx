// @vitest-environment happy-dom
// Writing to an employee: what is sent, what waits for a connection, what is kept.
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { maxMessageChars } from '#lib/wire/message.ts'
import { answerByHand, answerTo, asked, chat, mine, posted } from '#tests/support/chat-page.tsx'
import { tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee, inOffice, maria } from '#tests/support/office.tsx'
import { sent } from '#tests/support/page.tsx'
import { Chat } from './chat.tsx'

const ada = anEmployee()
tellStreamByHand()
answerByHand()

describe('writing', () => {
  it('begins when somebody listens: what is typed before would be lost', () => {
    const node = (
      <Chat initialEmployee={ada} initialPage={{ items: [], hasMore: false }} userId={maria} examples={[]} />
    )
    const page = sent(inOffice(node, { employees: [ada] }))
    expect(page.getByRole('textbox', { name: 'Message to Ada' }).hasAttribute('readonly')).toBe(true)
    page.root.remove()
    expect(chat().box.hasAttribute('readonly')).toBe(false)
  })

  it('sends with Enter, shows it at once, and empties the box', async () => {
    const work = Promise.withResolvers<Response>()
    answerTo(() => work.promise)
    const { write, press, box, getByText } = chat()
    write('Good morning')
    await press('Enter')
    expect(getByText('Good morning')).toBeTruthy()
    expect(getByText('Sending')).toBeTruthy()
    expect(box).toHaveProperty('value', '')
    expect(posted()).toMatchObject([{ text: 'Good morning', attachments: [] }])
    expect(posted()[0].clientKey).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is there once when the server and the stream both tell of it', async () => {
    const { write, press, getAllByText, queryByText } = chat()
    answerTo((_, body) =>
      Response.json(mine('m', 1, { text: 'Hello', clientKey: Object(body).clientKey }), { status: 202 }),
    )
    write('Hello')
    await press('Enter')
    await waitFor(() => expect(queryByText('Sending')).toBeNull())
    tell({ event: 'message', data: mine('m', 1, { text: 'Hello', clientKey: posted()[0].clientKey }) })
    expect(getAllByText('Hello')).toHaveLength(1)
  })

  it.each([
    ['Enter', { shiftKey: true }],
    ['Enter', { isComposing: true }],
    ['Enter', { keyCode: 229 }],
    ['a', {}],
  ])('sends nothing with %s %j', async (key, more) => {
    const { write, press } = chat()
    write('Half a tho')
    await press(key, more)
    expect(posted()).toEqual([])
  })

  it('lets a phone make a new line with Enter', async () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    const { write, press } = chat()
    write('One')
    await press('Enter')
    expect(posted()).toEqual([])
  })

  it.each([
    ['', true],
    ['   \n', true],
    ['x', false],
    ['x'.repeat(maxMessageChars), false],
    ['x'.repeat(maxMessageChars + 1), true],
  ])('cannot be sent when it is %#: %s', (text, isDisabled) => {
    const { write, sendButton } = chat()
    write(text)
    expect(sendButton().hasAttribute('disabled')).toBe(isDisabled)
  })

  it.each([
    [maxMessageChars - 2001, ''],
    [maxMessageChars - 2000, '2,000 characters left'],
    [maxMessageChars, '0 characters left'],
    [maxMessageChars + 1234, '1,234 characters too long'],
  ])('of %d characters says: %s', (length, words) => {
    const { write, box, queryAllByText } = chat()
    write('x'.repeat(length))
    expect(
      queryAllByText(/characters (left|too long)/)
        .map((one) => one.textContent)
        .join(''),
    ).toBe(words)
    expect(box.getAttribute('aria-invalid')).toBe(String(length > maxMessageChars))
  })

  it('survives a reload as a draft', async () => {
    const first = chat()
    first.write('Half a thought')
    await waitFor(() =>
      expect(localStorage.getItem(`deskhand.draft.${maria}.${ada.id}`)).toContain('Half a thought'),
    )
    first.again(null)
    expect(chat().box).toHaveProperty('value', 'Half a thought')
  })

  it('begins with an example, and leaves what was written alone', async () => {
    const { getByRole, box, write } = chat()
    fireEvent.click(getByRole('button', { name: 'Plan my week' }))
    expect(box).toHaveProperty('value', 'Plan my week')
    write('My own words')
    fireEvent.click(getByRole('button', { name: 'Plan my week' }))
    expect(box).toHaveProperty('value', 'My own words\n\nPlan my week')
  })
})

describe('what cannot be sent now', () => {
  it('holds back what was written after it, so that nothing overtakes', async () => {
    const work = Promise.withResolvers<Response>()
    answerTo(() => work.promise)
    const { write, press, findAllByText } = chat()
    write('One')
    await press('Enter')
    write('Two')
    await press('Enter')
    await act(async () => work.reject(new TypeError('fetch failed')))
    expect(await findAllByText(/Not sent\./)).toHaveLength(2)
    expect(posted().map((one) => one.text)).toEqual(['One'])
  })

  it('waits for the connection, keeps its order, and goes by itself with one key', async () => {
    answerTo(() => Promise.reject(new TypeError('fetch failed')))
    const { write, press, findAllByText, getAllByRole, queryByRole } = chat()
    write('One')
    await press('Enter')
    write('Two')
    await press('Enter')
    expect(await findAllByText(/Not sent\. There is no connection\./)).toHaveLength(2)
    expect(getAllByRole('button', { name: 'Try again' })).toHaveLength(2)
    const [key] = posted().map((one) => one.clientKey)
    let seq = 0
    answerTo((_, body) => {
      seq += 1
      const { text, clientKey } = Object(body)
      return Response.json(mine(`m${seq}`, seq, { text, clientKey }), { status: 202 })
    })
    asked.length = 0
    await act(async () => void fireEvent(window, new Event('online')))
    await waitFor(() => expect(queryByRole('button', { name: 'Try again' })).toBeNull())
    expect(posted().map((one) => one.text)).toEqual(['One', 'Two'])
    expect(posted()[0].clientKey).toBe(key)
  })

  it('survives a reload', async () => {
    answerTo(() => Promise.reject(new TypeError('fetch failed')))
    const first = chat()
    first.write('Keep me')
    await first.press('Enter')
    await first.findByText(/Not sent\./)
    first.again(null)
    expect(await chat().findByText('Keep me')).toBeTruthy()
  })

  it('goes back to the draft when it was refused', async () => {
    answerTo(() => Response.json({ code: 'not_allowed', detail: 'Ada is leaving.' }, { status: 403 }))
    const { write, press, findByText, getByRole, queryByText, box } = chat()
    write('Hello')
    await press('Enter')
    await findByText(/Not sent\. Ada is leaving\./)
    expect(posted()).toHaveLength(1)
    write('New words')
    fireEvent.click(getByRole('button', { name: 'Back to the draft' }))
    expect(box).toHaveProperty('value', 'Hello\n\nNew words')
    expect(queryByText(/Not sent/)).toBeNull()
  })
})
