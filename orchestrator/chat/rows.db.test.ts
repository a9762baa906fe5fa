// What the courier reads and writes: the rows alone, without a gateway.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { newTurn } from '#orchestrator/turn/fold-turn.ts'
import type { ToolState, Turn } from '#orchestrator/turn/turn.ts'
import { addCompany } from '#tests/support/company.ts'
import { addAnswer, addEmployee, addHost, addMessage, type Employee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import type { AnswerFacts } from './answer.ts'
import { claimMessage, readWaitingEmployees } from './claim-message.ts'
import { readOpenAnswers } from './read-answers.ts'
import { deskOfStraySession, keepLiving, readMessage } from './read-message.ts'
import { createAnswerWriter } from './write-answer.ts'

let world: VerbWorld
let hostName: string
let owner: Member
let ada: Employee
const ready = { observed_state: 'ready', observed_generation: 1 }

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const hostId = await addHost(world.sql)
  hostName = `host-${hostId}`
  const company = await addCompany(world.sql)
  owner = company.owner
  ada = await addEmployee(world.sql, company.companyId, { desk: { host_id: hostId, ...ready } })
})

const queue = (text = 'Hello') => addMessage(world.sql, ada, owner, { text })
const claim = () => claimMessage(hostName, ada.employeeId)
const setDesk = (change: string) => world.sql.query(`update desks set ${change} where id = $1`, [ada.deskId])
const setEmployee = (change: string) =>
  world.sql.query(`update employees set ${change} where id = $1`, [ada.employeeId])
async function rowOf(id: string) {
  const { rows } = await world.sql.query('select * from messages where id = $1', [id])
  return rows[0]
}
async function claimed(): Promise<AnswerFacts> {
  await queue()
  const answer = await claim()
  if (!answer) throw new Error('nothing was claimed')
  return answer
}

describe('the next message', () => {
  it('is taken oldest first, with a row for its answer', async () => {
    const [first] = [await queue('first'), await queue('second')]
    const answer = await claim()
    expect(answer).toMatchObject({ messageId: first, deskId: ada.deskId, conversationId: ada.conversationId })
    expect(await rowOf(answer?.answerId ?? '')).toMatchObject({
      status: 'streaming',
      phase: 'preparing',
      reply_to: first,
      run_id: answer?.answerId,
      author_name: 'Ada',
    })
    expect(await rowOf(first)).toMatchObject({ status: 'delivered' })
  })

  it('waits while an answer is being written', async () => {
    await claimed()
    await queue()
    expect(await claim()).toBeUndefined()
  })

  it('waits while a person has control of the desktop, and no longer', async () => {
    await queue()
    await world.sql.query(
      `insert into control_leases (desk_id, company_id, employee_id, user_id, expires_at)
        values ($1, $2, $3, $4, now() + interval '10 minutes')`,
      [ada.deskId, ada.companyId, ada.employeeId, owner.userId],
    )
    expect(await claim()).toBeUndefined()
    await world.sql.query(`update control_leases set expires_at = clock_timestamp() where desk_id = $1`, [
      ada.deskId,
    ])
    expect(await claim()).toMatchObject({ deskId: ada.deskId })
  })

  it('is taken once, however many ask at the same time', async () => {
    await queue()
    await queue()
    const answers = await Promise.all([claim(), claim(), claim(), claim()])
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1)
  })

  it.each([
    ['is still being made', () => setDesk("observed_state = 'starting'")],
    ['is to be made again', () => setDesk('desired_generation = 2')],
    ['is paused', () => setDesk("desired_state = 'stopped'")],
    ['is asleep', () => setDesk("desired_state = 'asleep'")],
    ['is on another host', async () => setDesk(`host_id = '${await addHost(world.sql)}'`)],
    [
      'belongs to somebody who was let go',
      () => setEmployee("fired_at = now(), home_kept_until = now() + interval '1 day'"),
    ],
  ])('waits while the desk %s', async (_, change) => {
    await queue()
    await change()
    expect(await claim()).toBeUndefined()
  })

  it('is looked for at all ready desks of this host', async () => {
    await queue()
    expect(await readWaitingEmployees(hostName)).toEqual([ada.employeeId])
    expect(await readWaitingEmployees('elsewhere')).toEqual([])
  })

  it('is passed over when it was taken back', async () => {
    const id = await queue()
    await world.sql.query("update messages set status = 'withdrawn', superseded_at = now() where id = $1", [
      id,
    ])
    expect(await claim()).toBeUndefined()
  })

  it('comes with its attachments, and the model the employee thinks with', async () => {
    const id = await queue('look')
    await world.sql.query(
      `insert into attachments (company_id, employee_id, message_id, name, media_type, size_bytes, content)
        values ($1, $2, $3, 'a.txt', 'text/plain', 2, 'hi')`,
      [ada.companyId, ada.employeeId, id],
    )
    expect(await readMessage(id)).toEqual({
      text: 'look',
      model: 'claude-sonnet-4-5',
      attachments: [{ fileName: 'a.txt', mimeType: 'text/plain', content: Buffer.from('hi') }],
    })
  })
})

describe('an open answer', () => {
  const orders = async () => (await readOpenAnswers(hostName, ada.employeeId)).map((answer) => answer.orders)
  const why = async () => (await orders())[0]?.deskFailure?.code
  const failed =
    'observed_state = \'failed\', observed_failure = \'{"code":"crashed","text":"It crashed.","action":"Look."}\''

  it('is found with all that is needed to carry it', async () => {
    const answer = await claimed()
    expect(await readOpenAnswers(hostName)).toEqual([
      { ...answer, orders: { isStopWanted: false, deskFailure: undefined } },
    ])
    expect(await readOpenAnswers('elsewhere')).toEqual([])
  })

  it('is to be stopped when somebody asked for that, or replaced it', async () => {
    const { answerId } = await claimed()
    await world.sql.query('update messages set stop_requested_at = now() where id = $1', [answerId])
    expect(await orders()).toMatchObject([{ isStopWanted: true }])
    await world.sql.query(
      'update messages set stop_requested_at = null, superseded_at = now() where id = $1',
      [answerId],
    )
    expect(await orders()).toMatchObject([{ isStopWanted: true }])
  })

  it.each([
    ['paused', 'employee_paused', () => setDesk("desired_state = 'stopped'")],
    ['asleep', 'employee_asleep', () => setDesk("desired_state = 'asleep'")],
    ['gone', 'employee_leaving', () => setDesk("desired_state = 'absent', observed_state = 'gone'")],
    ['failed', 'desk_failed', () => setDesk(failed)],
    [
      'failed, and about to be tried again',
      undefined,
      () => setDesk(`${failed}, observed_next_attempt_at = now()`),
    ],
    ['started again', undefined, () => setDesk("observed_state = 'starting'")],
    [
      'let go',
      'employee_leaving',
      () => setEmployee("fired_at = now(), home_kept_until = now() + interval '1 day'"),
    ],
  ])('of a desk that is %s ends with %s', async (_, code, change) => {
    await claimed()
    await change()
    expect(await why()).toBe(code)
  })

  it('keeps its session from being taken for a stray one', async () => {
    const { sessionKey, answerId } = await claimed()
    const desk = () => deskOfStraySession(ada.employeeId, sessionKey)
    expect(await desk()).toBeUndefined()
    await world.sql.query("update messages set status = 'stopped', finished_at = now() where id = $1", [
      answerId,
    ])
    expect(await desk()).toBe(ada.deskId)
    expect(await deskOfStraySession(ada.employeeId, 'agent:main:no-conversation')).toBeUndefined()
  })

  it('lives until it is superseded', async () => {
    const messageId = await addMessage(world.sql, ada, owner, { status: 'delivered' })
    const old = await addAnswer(world.sql, ada, messageId, { superseded_at: new Date() })
    const living = await addAnswer(world.sql, ada, messageId)
    expect(await keepLiving([old, living, 'no-uuid'])).toEqual(new Set([living]))
  })
})

describe('writing an answer', () => {
  const turn = (more: Partial<Turn>): Turn => ({ ...newTurn('run'), ...more })
  const call = (more: Partial<ToolState> = {}): ToolState => ({
    callId: 'call',
    name: 'exec',
    args: { command: 'ls' },
    output: '',
    isTruncated: false,
    status: 'running',
    textOffset: 0,
    startedAt: Date.now(),
    endedAt: undefined,
    ...more,
  })
  const withCall = (more: Partial<ToolState> = {}) => turn({ tools: new Map([['call', call(more)]]) })
  const calls = async (answerId: string) =>
    (await world.sql.query('select * from tool_calls where message_id = $1', [answerId])).rows
  const eventsOf = async (answerId: string) =>
    (await world.sql.query('select kind, data from events where subject_id = $1 order by id', [answerId]))
      .rows

  it('appends by code points', async () => {
    const answer = await claimed()
    const writer = createAnswerWriter(answer)
    for (const text of ['🦊', '🦊 e', '🦊 e\u0301🏳️‍🌈 end']) await writer.write(turn({ text }))
    expect((await rowOf(answer.answerId)).text).toBe('🦊 e\u0301🏳️‍🌈 end')
    const deltas = (await eventsOf(answer.answerId)).filter(({ kind }) => kind === 'message.delta')
    expect(deltas.map(({ data }) => data.offset)).toEqual([0, 1, 3])
  })

  it('replaces a text that became another, and says so', async () => {
    const answer = await claimed()
    const writer = createAnswerWriter(answer)
    await writer.write(turn({ text: 'wrong' }))
    const before = await eventsOf(answer.answerId)
    await writer.write(turn({ text: 'right' }))
    expect((await rowOf(answer.answerId)).text).toBe('right')
    expect((await eventsOf(answer.answerId)).slice(before.length)).toMatchObject([{ kind: 'message' }])
  })

  it('goes on from what another process wrote, without doubling or taking back', async () => {
    const answer = await claimed()
    await createAnswerWriter(answer).write(turn({ text: 'one two' }))
    const next = createAnswerWriter(answer)
    await next.write(turn({ text: 'one' }))
    expect((await rowOf(answer.answerId)).text).toBe('one two')
    await next.write(turn({ text: 'one two three' }))
    expect((await rowOf(answer.answerId)).text).toBe('one two three')
  })

  it('keeps what was read when it ends too early, and has the exact words when it is whole', async () => {
    const stopped = await claimed()
    await createAnswerWriter(stopped).write(turn({ text: 'one two' }))
    await createAnswerWriter(stopped).finish(turn({ text: '' }), { status: 'stopped' })
    expect(await rowOf(stopped.answerId)).toMatchObject({ text: 'one two', status: 'stopped', phase: null })
    const whole = await claimed()
    await createAnswerWriter(whole).write(turn({ text: 'one two' }))
    await createAnswerWriter(whole).finish(turn({ text: 'one' }), { status: 'complete' })
    expect(await rowOf(whole.answerId)).toMatchObject({ text: 'one', status: 'complete' })
  })

  it('says why it failed, and leaves no call running', async () => {
    const answer = await claimed()
    const writer = createAnswerWriter(answer)
    await writer.write(withCall())
    const failure = { code: 'model_silent', text: 'Silent.', action: 'Try again.' }
    await writer.finish(newTurn('run'), { status: 'failed', failure })
    expect(await rowOf(answer.answerId)).toMatchObject({
      status: 'failed',
      failure,
      finished_at: expect.any(Date),
    })
    expect(await calls(answer.answerId)).toMatchObject([
      { status: 'interrupted', ended_at: expect.any(Date) },
    ])
  })

  it('writes a call at once, its output now and then, its end at once', async () => {
    const answer = await claimed()
    const writer = createAnswerWriter(answer)
    await writer.write(withCall())
    const grown = withCall({ output: 'a' })
    await writer.write(grown)
    expect(await calls(answer.answerId)).toMatchObject([{ status: 'running', output: '' }])
    expect(writer.heldUntil(grown)).toBeGreaterThan(Date.now())
    await writer.write(withCall({ output: 'a\nb', status: 'done', endedAt: Date.now() }))
    expect(await calls(answer.answerId)).toMatchObject([
      { status: 'done', output: 'a\nb', arguments: { command: 'ls' }, name: 'exec' },
    ])
  })

  it('keeps what Postgres cannot, as something it can', async () => {
    const answer = await claimed()
    const nasty = { name: 'x'.repeat(300), args: { a: '\0\ud800' }, status: 'done' as const, endedAt: 1 }
    await createAnswerWriter(answer).write({ ...withCall(nasty), text: 'a\0b\ud83d' })
    expect((await rowOf(answer.answerId)).text).toBe('a\ufffdb')
    expect(await calls(answer.answerId)).toMatchObject([{ arguments: { a: '\ufffd\ufffd' } }])
  })

  it('notices that somebody else has ended it', async () => {
    const answer = await claimed()
    const writer = createAnswerWriter(answer)
    expect(await writer.write(turn({ text: 'one' }))).toBe(true)
    await createAnswerWriter(answer).finish(turn({ text: 'one' }), { status: 'complete' })
    expect(await writer.write(turn({ text: 'one two' }))).toBe(false)
    expect((await rowOf(answer.answerId)).text).toBe('one')
  })
})
