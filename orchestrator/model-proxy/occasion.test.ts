import { expect, it } from 'vitest'
import { markOfRun } from '#orchestrator/gateway/task-session.ts'
import { occasionOf } from './occasion.ts'

const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const message = '33333333-3333-4333-8333-333333333333'
const saying = (text: string) => Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: text }] }))

it('is the run that is marked, also while an answer is written', () => {
  const desk = { messageId: message, runIds: [one, two] }
  expect(occasionOf(desk, saying(`${markOfRun(two)}\nDo it`))).toEqual({ messageId: null, runId: two })
})

it('is the answer where no run is marked', () => {
  expect(occasionOf({ messageId: message, runIds: [one] }, saying('Hello'))).toEqual({
    messageId: message,
    runId: null,
  })
})

it('is nothing for a run that has ended, or is at another desk', () => {
  expect(occasionOf({ messageId: message, runIds: [one] }, saying(markOfRun(two)))).toEqual({
    messageId: null,
    runId: null,
  })
})

it('is the only run there is where nothing says otherwise', () => {
  expect(occasionOf({ messageId: null, runIds: [one] }, saying('x'))).toEqual({ messageId: null, runId: one })
  expect(occasionOf({ messageId: null, runIds: [one, two] }, saying('x'))).toEqual({
    messageId: null,
    runId: null,
  })
})
