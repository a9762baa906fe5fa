// kill -9 of each part of the running product, at rest and in the middle of an answer. Nothing is repaired by hand: everything
// comes back by itself, and whoever talks to an employee meanwhile loses nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#lib/wire/message.ts'
import { type DrilledProduct, openDrilledProduct, type Part, parts, until } from './drilled-product.ts'

let product: DrilledProduct
const results: object[] = []
const sent: Message[] = []

beforeAll(async () => {
  product = await openDrilledProduct()
})
afterAll(async () => {
  console.table(results)
  await product?.close()
})

const sixtyWords = Array.from({ length: 60 }, (_, index) => `word${index + 1}`).join(' ')

const untilAnswer = (to: Message, wanted: (answer: Message) => boolean) =>
  until(() => {
    const answer = product.chat.answerTo(to.id)
    if (answer && wanted(answer)) return answer
    throw new Error(`The answer is ${JSON.stringify(answer)}`)
  })
const untilEnded = (to: Message) => untilAnswer(to, ({ status }) => status !== 'streaming')

async function send(text: string): Promise<Message> {
  const message = await product.send(text)
  sent.push(message)
  return message
}

/** It is whole, or it says why not and the next try is whole. */
async function settle(message: Message, text: string, sinceMs: number) {
  const answer = await untilEnded(message)
  const answeredMs = Math.round(performance.now() - sinceMs)
  expect(text.startsWith(answer.text), `"${answer.text}" is no beginning of the answer`).toBe(true)
  if (answer.status === 'complete') {
    expect(answer.text).toBe(text)
    return { outcome: 'complete', answeredMs }
  }
  expect(answer).toMatchObject({
    status: 'failed',
    failure: { text: expect.stringMatching(/\w/), action: expect.stringMatching(/\w/) },
  })
  await until(() => product.client.retry(product.employee.id, answer.id), 600)
  await untilAnswer(message, ({ id, status }) => id !== answer.id && status === 'complete')
  expect(product.chat.answerTo(message.id)?.text).toBe(text)
  return { outcome: `failed (${answer.failure?.code}), then complete`, answeredMs }
}

/** Everything that was sent is there once, in order, answered once, and the stream told the same as the tables say. */
async function expectNothingLost(): Promise<void> {
  expect(await product.gatewayCount()).toBe(1)
  const { chat, client, employee } = product
  expect(chat.holes()).toBe(0)
  expect(chat.takenBack()).toEqual([])
  const stored = await until(() => client.messages(employee.id), 600)
  const asked = stored.filter(({ author }) => author === 'member')
  expect(asked.map(({ id }) => id)).toEqual(sent.map(({ id }) => id))
  const answers = stored.filter(({ author, superseded }) => author === 'employee' && !superseded)
  expect(answers.map(({ replyTo }) => replyTo)).toEqual(sent.map(({ id }) => id))
  const shown = ({ id, text, status }: Message) => ({ id, text, status })
  expect(chat.messages().map(shown)).toEqual(stored.filter(({ superseded }) => !superseded).map(shown))
}

async function drill(part: Part, when: string, message: Message | undefined, text: string) {
  const killed = await product.kill(part)
  const connections = product.chat.following.connections()
  const healing = product.healed(killed)
  const question = message ?? (await send(`SAY ${text}`))
  const [healthyMs, { outcome, answeredMs }] = await Promise.all([
    healing,
    settle(question, text, killed.atMs),
  ])
  const reconnects = product.chat.following.connections() - connections
  results.push({ killed: part, when, answer: outcome, healthyMs, answeredMs, reconnects })
  const next = `after the ${part} ${when}`
  expect(await settle(await send(`SAY ${next}`), next, performance.now())).toMatchObject({
    outcome: 'complete',
  })
  await expectNothingLost()
}

describe.each(parts)('kill -9 of the %s', (part) => {
  it('at rest: it comes back, and what is asked meanwhile is answered', async () => {
    await drill(part, 'at rest', undefined, `still here without the ${part}`)
  })

  it('in the middle of an answer: the answer ends whole, or says why not and can be had again', async () => {
    const message = await send('SLOW')
    await untilAnswer(message, ({ text }) => /\bword9\b/.test(text))
    await drill(part, 'mid-answer', message, sixtyWords)
  })
})
