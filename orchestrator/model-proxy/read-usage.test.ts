import { describe, expect, it } from 'vitest'
import { readJsonUsage, readStreamUsage } from './read-usage.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const event = (data: unknown) => `event: x\ndata: ${JSON.stringify(data)}\n\n`
const start = event({
  type: 'message_start',
  message: {
    usage: {
      input_tokens: 120,
      cache_read_input_tokens: 30,
      cache_creation_input_tokens: 7,
      output_tokens: 1,
    },
  },
})
const piece = event({
  type: 'content_block_delta',
  delta: { type: 'text_delta', text: 'Grüße 🦊 '.repeat(10) },
})
const end = event({ type: 'message_delta', usage: { output_tokens: 42 } }) + event({ type: 'message_stop' })

describe('usage of a stream', () => {
  it('is what the model said, however the stream is cut into chunks', () => {
    const whole = bytes(start + piece + end)
    for (let size = 1; size < 60; size++) {
      const reader = readStreamUsage()
      for (let at = 0; at < whole.length; at += size) reader.take(whole.subarray(at, at + size))
      expect(reader.usage()).toEqual({
        inputTokens: 120,
        outputTokens: 42,
        cacheReadTokens: 30,
        cacheWriteTokens: 7,
        cacheWriteHourTokens: 0,
      })
      expect(reader.isWhole()).toBe(true)
    }
  })

  it('is estimated from what came when the stream is cut off', () => {
    const reader = readStreamUsage()
    reader.take(bytes(start + piece))
    expect(reader.isWhole()).toBe(false)
    expect(reader.usage()).toMatchObject({ inputTokens: 120, outputTokens: Math.ceil(90 / 4) })
  })

  it('counts rather more while it comes, and what the model said once it is whole', () => {
    const reader = readStreamUsage()
    reader.take(bytes(start + piece))
    expect(reader.soFar().outputTokens).toBeGreaterThan(reader.usage().outputTokens)
    reader.take(bytes(end))
    expect(reader.soFar()).toEqual(reader.usage())
  })

  it('tells what is kept for an hour from what is kept for five minutes', () => {
    const reader = readStreamUsage()
    const cache_creation = { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 5 }
    const usage = { input_tokens: 1, cache_creation_input_tokens: 7, cache_creation, output_tokens: 1 }
    reader.take(bytes(event({ type: 'message_start', message: { usage } }) + end))
    expect(reader.usage()).toMatchObject({ cacheWriteTokens: 7, cacheWriteHourTokens: 5 })
  })

  it('survives lines that are no events', () => {
    const reader = readStreamUsage()
    reader.take(bytes(`: ping\ndata: not json\n\n${start}${end}`))
    expect(reader.usage().outputTokens).toBe(42)
  })
})

describe('usage of one message', () => {
  it('is read from its end', () => {
    const reader = readJsonUsage()
    reader.take(bytes('{"type":"message","usage":{"input_'))
    reader.take(bytes('tokens":5,"output_tokens":6}}'))
    expect(reader.usage()).toEqual({
      inputTokens: 5,
      outputTokens: 6,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWriteHourTokens: 0,
    })
  })
})
