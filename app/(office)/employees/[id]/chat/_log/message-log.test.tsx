// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '#lib/wire/message.ts'
import { shown, wordsOf } from '#tests/support/page.tsx'
import type { Conversation } from '../_state/use-conversation.ts'
import { answerOf, messageOf } from '../_testing/message.ts'
import { MessageLog } from './message-log.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00.000Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const loadOlder = vi.fn()
const toEnd = vi.fn()
const edit = vi.fn()

const still = (facts: Partial<Conversation>): Conversation => ({
  messages: [],
  hasOlder: false,
  older: 'idle',
  loadOlder,
  accept: vi.fn(),
  steer: vi.fn(),
  ...facts,
})

interface Given {
  conversation?: Partial<Conversation>
  unreadFrom?: number
  unseen?: number
  isAtEnd?: boolean
  userId?: string
}

function log(messages: Message[], given: Given = {}) {
  const { conversation = {}, unreadFrom, unseen = 0, isAtEnd = true, userId = 'maria' } = given
  return shown(
    <MessageLog
      conversation={still({ messages, ...conversation })}
      messages={messages}
      name="Ada"
      userId={userId}
      timeZone="UTC"
      unreadFrom={unreadFrom}
      unseen={unseen}
      place={{ log: createRef(), isAtEnd, toEnd }}
      waitOf={(message) => <p>{`${message.id} waits`}</p>}
      onEdit={edit}
    >
      <p>the end</p>
    </MessageLog>,
  )
}

const at = (day: number, hour = 10) => ({ createdAt: `2026-11-${day}T${hour}:00:00.000Z` })
const lines = (root: HTMLElement) => [...root.querySelectorAll('[role=log] > div > *')].map(wordsOf)

describe('the log of a conversation', () => {
  it('is a log with a name that one can scroll, silent while words stream in', () => {
    const { getByRole } = log([messageOf('m', 1)])
    const element = getByRole('log', { name: 'Conversation with Ada' })
    expect(element.getAttribute('tabindex')).toBe('0')
    expect(element.getAttribute('aria-live')).toBe('off')
  })

  it('separates days, and ends with what is not in the conversation yet', () => {
    const { root } = log([
      messageOf('first', 1, at(12)),
      messageOf('second', 2, at(20)),
      messageOf('third', 3, at(21)),
    ])
    expect(lines(root)).toEqual([
      'Thursday 12 November',
      'first 10:00',
      'Yesterday',
      'second 10:00',
      'Today',
      'third 10:00',
      'the end',
    ])
  })

  it('marks where the new begins', () => {
    const { root } = log([messageOf('m', 1, at(21)), answerOf('a', 2, { ...at(21), text: '' })], {
      unreadFrom: 2,
    })
    expect(lines(root).slice(0, 3)).toEqual(['Today', 'm 10:00', 'New'])
  })

  it('names the writers once several write', () => {
    const jonas = { userId: 'jonas', authorName: 'Jonas' }
    const { root } = log([messageOf('hers', 1, at(21)), messageOf('his', 2, { ...at(21), ...jonas })])
    expect(lines(root).slice(1, 3)).toEqual(['You hers 10:00', 'Jonas his 10:00'])
  })

  it('says of what waits why, and of nothing else', () => {
    const { queryByText } = log([messageOf('sent', 1), messageOf('later', 2, { status: 'queued' })])
    expect(queryByText('later waits')).toBeTruthy()
    expect(queryByText('sent waits')).toBeNull()
  })

  it('lets one edit what one wrote oneself', () => {
    const { getAllByRole } = log([messageOf('mine', 1), messageOf('his', 2, { userId: 'jonas' })])
    const buttons = getAllByRole('button', { name: 'Edit' })
    expect(buttons).toHaveLength(1)
    fireEvent.click(buttons[0] ?? document.body)
    expect(edit.mock.calls[0]).toMatchObject([{ id: 'mine' }])
  })

  it('offers to ask again for the latest answer alone', () => {
    const { getAllByRole } = log([
      messageOf('m', 1),
      answerOf('a', 2, { replyTo: 'm', text: '' }),
      messageOf('n', 3),
      answerOf('b', 4, { replyTo: 'n', text: '' }),
    ])
    expect(getAllByRole('button', { name: 'Answer again' })).toHaveLength(1)
  })
})

describe('older messages', () => {
  it('are said to be on their way', () => {
    const { getByRole } = log([messageOf('m', 9)], { conversation: { hasOlder: true, older: 'loading' } })
    expect(getByRole('status', { name: 'Loading older messages' })).toBeTruthy()
  })

  it('are asked for again when they could not be read', () => {
    const { getByRole, getByText } = log([messageOf('m', 9)], {
      conversation: { hasOlder: true, older: 'failed' },
    })
    expect(getByText(/Older messages could not be read/)).toBeTruthy()
    fireEvent.click(getByRole('button', { name: 'Try again' }))
    expect(loadOlder).toHaveBeenCalledOnce()
  })

  it('are not promised when there are none', () => {
    expect(log([messageOf('m', 9)]).queryByRole('status', { name: /older/ })).toBeNull()
  })
})

describe('the way to the end', () => {
  it.each([
    [0, 'Latest'],
    [1, '1 new'],
    [12, '12 new'],
  ])('with %d unseen answers is called: %s', (unseen, name) => {
    const { getByRole } = log([messageOf('m', 1)], { isAtEnd: false, unseen })
    fireEvent.click(getByRole('button', { name }))
    expect(toEnd).toHaveBeenCalledOnce()
  })

  it('is not needed there', () => {
    expect(log([messageOf('m', 1)], { unseen: 3 }).queryByRole('button', { name: /new|Latest/ })).toBeNull()
  })
})
