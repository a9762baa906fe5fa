import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { keepListening, linesOf } from './keep-listening.ts'

async function all(pieces: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

describe('a stream of lines', () => {
  it('may be cut anywhere, even inside a character', async () => {
    const bytes = Buffer.from('ä\nb\n\nrest without an end')
    const chunks = [...bytes].map((byte) => Buffer.from([byte]))
    expect(await all(linesOf(Readable.from(chunks)))).toEqual(['ä', 'b', ''])
  })

  it('whose line has no end is given up', async () => {
    const endless = Readable.from(Array.from({ length: 3 }, () => 'x'.repeat(700_000)))
    await expect(all(linesOf(endless))).rejects.toThrow('no end')
  })

  it('that comes in crumbs costs as much as its length, not its square', async () => {
    const crumbs = function* () {
      for (let at = 0; at < 300_000; at += 1) yield Buffer.from('x')
      yield Buffer.from('\n')
    }
    const startedAt = process.cpuUsage()
    const [line] = await all(linesOf(Readable.from(crumbs())))
    const { user, system } = process.cpuUsage(startedAt)
    expect(line?.length).toBe(300_000)
    expect((user + system) / 1e6).toBeLessThan(5)
  }, 60_000)
})

describe('who keeps listening', () => {
  it('opens again what broke, and is told', async () => {
    const heard: string[] = []
    const onBreak = vi.fn()
    let opened = 0
    const open = async () => {
      opened += 1
      if (opened === 1) throw new Error('not yet')
      return Readable.from([`from ${opened}\n`])
    }
    const stop = keepListening({ open, onLine: (line) => heard.push(line), onBreak })
    await vi.waitFor(() => expect(heard).toContain('from 3'))
    stop()
    expect(heard.slice(0, 2)).toEqual(['from 2', 'from 3'])
    expect(onBreak).toHaveBeenCalled()
  })

  it('gives up a stream that shows no sign of life', async () => {
    const streams: PassThrough[] = []
    const open = async () => {
      const stream = new PassThrough()
      streams.push(stream)
      return stream
    }
    const stop = keepListening({ open, onLine: () => undefined, silentAfterMs: 50 })
    await vi.waitFor(() => expect(streams.length).toBeGreaterThan(1))
    stop()
    expect(streams[0]?.destroyed).toBe(true)
  })

  it('ends what is open when it stops', async () => {
    const stream = new PassThrough()
    const onBreak = vi.fn()
    const opened = vi.fn()
    const stop = keepListening({ open: async () => stream, onLine: () => undefined, onBreak, onOpen: opened })
    await vi.waitFor(() => expect(opened).toHaveBeenCalled())
    stop()
    if (!stream.closed) await once(stream, 'close')
    expect(onBreak).not.toHaveBeenCalled()
  })
})
