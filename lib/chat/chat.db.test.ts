import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { fire } from '#lib/employee/fire.ts'
import { hire } from '#lib/employee/hire.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import type { SendMessageInput } from '#lib/wire/message.ts'
import { addCompany, addKey, addMember } from '#tests/support/company.ts'
import { addAnswer, addMessage, type Employee } from '#tests/support/employee.ts'
import { openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { listMessages } from './list-messages.ts'
import { markRead } from './mark-read.ts'
import { sendMessage } from './send-message.ts'
import { retryAnswer, stopAnswer, withdrawMessage } from './steer-message.ts'

let world: VerbWorld
let owner: Member
let ada: Employee
let employeeId: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  const { id, conversationId } = await hire(owner, { roleKey: 'executive-assistant', name: 'Ada' })
  employeeId = id
  ada = { companyId: owner.companyId, employeeId, conversationId, deskId: '' }
})

const send = (input: Partial<SendMessageInput> = {}) =>
  sendMessage(owner, { employeeId, text: 'Hello', ...input })
const list = async () => (await listMessages(owner, { employeeId, limit: 100 })).items
const textsOf = async () => (await list()).map(({ text }) => text)

/** A delivered question and its answer. */
async function exchange(status = 'complete') {
  const messageId = await addMessage(world.sql, ada, owner, { status: 'delivered' })
  const failure = status === 'failed' ? { code: 'overloaded', text: 'Busy.', action: 'Try again.' } : null
  const answerId = await addAnswer(world.sql, ada, messageId, { status, failure })
  return { messageId, answerId }
}

async function rowOf(id: string) {
  const { rows } = await world.sql.query('select * from messages where id = $1', [id])
  return rows[0]
}

describe('sending', () => {
  it('queues a message in the name of whoever sends it', async () => {
    expect(await send()).toMatchObject({
      status: 'queued',
      author: 'member',
      userId: owner.userId,
      authorName: owner.displayName,
    })
    const key = await addKey(world.sql, owner.companyId)
    expect(await sendMessage(key, { employeeId, text: 'Hi' })).toMatchObject({
      userId: null,
      authorName: 'API',
    })
  })

  it('keeps every character as it was', async () => {
    const text = '  /help\n\t👩‍💻 é "quoted" \u202e <b>bold</b>\r\n'
    expect((await send({ text })).text).toBe(text)
  })

  it('with the same client key is one message, in turn or at the same time', async () => {
    const clientKey = randomUUID()
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => send({ clientKey })))
    for (const other of [...others, await send({ clientKey, text: 'Something else' })])
      expect(other).toEqual(first)
    expect(await textsOf()).toEqual(['Hello'])
  })

  it('wakes somebody asleep and lets the paused rest', async () => {
    for (const [resting, after] of [
      ['asleep', 'starting'],
      ['stopped', 'paused'],
    ]) {
      await world.sql.query('update desks set desired_state = $2 where employee_id = $1', [
        employeeId,
        resting,
      ])
      await send()
      expect((await readEmployee(owner, { id: employeeId })).lifecycle).toBe(after)
    }
  })

  it('is nothing for somebody who is leaving', async () => {
    await fire(owner, { id: employeeId })
    expect(await outcome(() => send())).toBe('conflict')
  })

  it('is not for keys that only read', async () => {
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    expect(await outcome(() => sendMessage(reader, { employeeId, text: 'x' }))).toBe('not_allowed')
    expect(await outcome(() => listMessages(reader, { employeeId, limit: 1 }))).toBe('done')
  })
})

describe('editing', () => {
  it('puts the old message and everything after it aside', async () => {
    const { messageId, answerId } = await exchange()
    await send({ text: 'A second question' })
    await send({ text: 'The first, put better', replaces: messageId })
    expect(await textsOf()).toEqual(['The first, put better'])
    expect((await rowOf(answerId)).superseded_at).not.toBeNull()
  })

  it('leaves the answer to an earlier message, even one begun later', async () => {
    const first = await addMessage(world.sql, ada, owner, { status: 'delivered' })
    const second = await send({ text: 'Sent while the first waited' })
    const answerId = await addAnswer(world.sql, ada, first, { status: 'streaming' })
    await send({ text: 'The second, put better', replaces: second.id })
    expect(await rowOf(answerId)).toMatchObject({ superseded_at: null, stop_requested_at: null })
    expect(await textsOf()).toEqual(['Hello', '', 'The second, put better'])
  })

  it('asks an answer that is being written to stop, and takes back what still waits', async () => {
    const { messageId, answerId } = await exchange('streaming')
    const waiting = await send({ text: 'Waits' })
    await send({ text: 'Better', replaces: messageId })
    expect((await rowOf(answerId)).stop_requested_at).not.toBeNull()
    expect((await rowOf(waiting.id)).status).toBe('withdrawn')
  })

  it('is for messages of members that are still there', async () => {
    const { messageId, answerId } = await exchange()
    expect(await outcome(() => send({ replaces: answerId }))).toBe('not_found')
    await send({ replaces: messageId })
    expect(await outcome(() => send({ replaces: messageId }))).toBe('conflict')
  })

  it('at the same time from two tabs happens once', async () => {
    const { messageId } = await exchange()
    const edits = ['one', 'two', 'three'].map((text) => () => send({ text, replaces: messageId }))
    expect(await outcomes(edits)).toEqual(['conflict', 'conflict', 'done'])
    expect((await textsOf()).length).toBe(1)
  })
})

describe('asking again', () => {
  it.each(['complete', 'stopped', 'failed'])(
    'puts an answer that is %s aside and queues its question',
    async (status) => {
      const { messageId, answerId } = await exchange(status)
      expect(await retryAnswer(owner, { employeeId, messageId: answerId })).toMatchObject({
        id: messageId,
        status: 'queued',
      })
      expect(await rowOf(messageId)).toMatchObject({ status: 'queued', attempt: 2 })
      expect((await list()).map(({ id }) => id)).toEqual([messageId])
    },
  )

  it('at the same time from two tabs happens once', async () => {
    const { messageId, answerId } = await exchange('failed')
    const retry = () => retryAnswer(owner, { employeeId, messageId: answerId })
    expect(await outcomes([retry, retry, retry])).toEqual(['conflict', 'conflict', 'done'])
    expect(await rowOf(messageId)).toMatchObject({ attempt: 2 })
  })

  it('is refused while the answer is being written, or when the conversation went on', async () => {
    const first = await exchange()
    const second = await exchange('streaming')
    expect(await outcome(() => retryAnswer(owner, { employeeId, messageId: second.answerId }))).toBe(
      'conflict',
    )
    expect(await outcome(() => retryAnswer(owner, { employeeId, messageId: first.answerId }))).toBe(
      'conflict',
    )
  })

  it('is for answers', async () => {
    const { messageId } = await exchange()
    expect(await outcome(() => retryAnswer(owner, { employeeId, messageId }))).toBe('not_found')
  })

  it('ends after a hundred times', async () => {
    const { messageId, answerId } = await exchange()
    await world.sql.query('update messages set attempt = 100 where id = $1', [messageId])
    expect(await outcome(() => retryAnswer(owner, { employeeId, messageId: answerId }))).toBe('limit_reached')
  })

  it('is nothing for somebody who is leaving', async () => {
    const { answerId } = await exchange()
    await fire(owner, { id: employeeId })
    expect(await outcome(() => retryAnswer(owner, { employeeId, messageId: answerId }))).toBe('conflict')
  })
})

describe('stopping', () => {
  it('marks an answer that is being written and leaves any other as it is', async () => {
    const open = await exchange('streaming')
    expect(await stopAnswer(owner, { employeeId, messageId: open.answerId })).toMatchObject({
      stopRequested: true,
      status: 'streaming',
    })
    const done = await exchange()
    expect(await stopAnswer(owner, { employeeId, messageId: done.answerId })).toMatchObject({
      stopRequested: false,
      status: 'complete',
    })
    expect(await outcome(() => stopAnswer(owner, { employeeId, messageId: done.messageId }))).toBe(
      'not_found',
    )
  })
})

describe('taking back', () => {
  it('is for what still waits, and twice is once', async () => {
    const { id } = await send()
    for (const _ of [1, 2]) {
      expect(await withdrawMessage(owner, { employeeId, messageId: id })).toMatchObject({
        status: 'withdrawn',
      })
    }
    expect(await textsOf()).toEqual([])
  })

  it('is not for what was delivered, or waits for a second answer', async () => {
    const { messageId, answerId } = await exchange('failed')
    expect(await outcome(() => withdrawMessage(owner, { employeeId, messageId }))).toBe('conflict')
    await retryAnswer(owner, { employeeId, messageId: answerId })
    expect(await outcome(() => withdrawMessage(owner, { employeeId, messageId }))).toBe('conflict')
  })
})

describe('reading', () => {
  it('counts for each person what they have not read, and never goes back', async () => {
    const colleague = await addMember(world.sql, owner.companyId)
    await exchange()
    const { answerId } = await exchange()
    const unread = async (member: Member) => (await readEmployee(member, { id: employeeId })).unread
    expect([await unread(owner), await unread(colleague)]).toEqual([2, 2])
    const { seq } = await rowOf(answerId)
    await markRead(owner, { employeeId, seq: Number(seq) })
    await markRead(owner, { employeeId, seq: 0 })
    expect([await unread(owner), await unread(colleague)]).toEqual([0, 2])
  })

  it('leaves out what was superseded and what is being written', async () => {
    const { answerId } = await exchange()
    await exchange('streaming')
    await world.sql.query('update messages set superseded_at = now() where id = $1', [answerId])
    expect((await readEmployee(owner, { id: employeeId })).unread).toBe(0)
  })

  it('shows nothing of another company', async () => {
    const { owner: stranger } = await addCompany(world.sql)
    const { messageId, answerId } = await exchange()
    const attempts = [
      () => listMessages(stranger, { employeeId, limit: 10 }),
      () => sendMessage(stranger, { employeeId, text: 'x' }),
      () => markRead(stranger, { employeeId, seq: 1 }),
      () => stopAnswer(stranger, { employeeId, messageId: answerId }),
      () => retryAnswer(stranger, { employeeId, messageId: answerId }),
      () => withdrawMessage(stranger, { employeeId, messageId }),
    ]
    for (const attempt of attempts) expect(await outcome(attempt)).toBe('not_found')
  })
})
