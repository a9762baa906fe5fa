// @vitest-environment happy-dom
// The server is told how far one has read, also where that failed at first: the badge would stay until somebody opens the chat again.
import { act, fireEvent } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerByHand, answerTo, asked, chat, hers, mine } from '#tests/support/chat-page.tsx'
import { breakOff, goLive, tell, tellStreamByHand } from '#tests/support/live.ts'
import { anEmployee } from '#tests/support/office.tsx'

tellStreamByHand()
answerByHand()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answersWith = (status: number) =>
  answerTo((path) => {
    if (path === '') return Response.json(anEmployee())
    if (path !== '/read') return Response.json({ items: [], hasMore: false })
    return status === 204 ? new Response(null, { status }) : Response.json({ detail: 'Away.' }, { status })
  })
const marks = () => asked.filter((one) => one.startsWith('POST /read'))
const marked = (...seqs: number[]) => seqs.map((seq) => `POST /read {"seq":${seq}}`)
const comes = (seq: number) => tell({ event: 'message', data: hers(`a${seq}`, seq) })
const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const comesOnline = async () => {
  fireEvent(window, new Event('online'))
  await passes(0)
}

async function failedToMark(status: number) {
  answersWith(status)
  chat([mine('m', 1)])
  goLive()
  comes(2)
  await passes(500)
  expect(marks()).toEqual(marked(2))
}

describe('how far one has read', () => {
  it('is told again when the network is back, until it is known', async () => {
    await failedToMark(503)
    await comesOnline()
    expect(marks()).toEqual(marked(2, 2))
    answersWith(204)
    await comesOnline()
    expect(marks()).toEqual(marked(2, 2, 2))
    await comesOnline()
    expect(marks()).toEqual(marked(2, 2, 2))
  })

  it('is told again when the stream is back', async () => {
    await failedToMark(503)
    breakOff()
    await comesOnline()
    answersWith(204)
    goLive()
    await passes(0)
    expect(marks()).toEqual(marked(2, 2, 2))
    await comesOnline()
    expect(marks()).toEqual(marked(2, 2, 2))
  })

  it('is told again with what is seen next, and once', async () => {
    await failedToMark(503)
    answersWith(204)
    comes(3)
    await passes(500)
    expect(marks()).toEqual(marked(2, 3))
    await comesOnline()
    expect(marks()).toEqual(marked(2, 3))
  })

  it('is told again after a while where the connection never went', async () => {
    await failedToMark(503)
    answersWith(204)
    await passes(60_000)
    expect(marks()).toEqual(marked(2, 2))
  })

  it('is not told again where it is refused for good', async () => {
    await failedToMark(404)
    await comesOnline()
    expect(marks()).toEqual(marked(2))
  })
})
