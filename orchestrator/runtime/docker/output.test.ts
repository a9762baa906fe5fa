import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { collectOutput, firstOutput, textsIn } from './output.ts'

function frame(stream: 1 | 2, text: string): Buffer {
  const body = Buffer.from(text)
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0])
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}
const framed = Buffer.concat([frame(1, 'out ä'), frame(2, 'err'), frame(1, ''), frame(1, ' more')])
const cut = (bytes: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(framed.length / bytes) }, (_, at) =>
      framed.subarray(at * bytes, (at + 1) * bytes),
    ),
  )

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const found: Buffer[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

describe('the outputs of a container', () => {
  it('come out in order', () => expect(textsIn(framed)).toBe('out äerr more'))

  it.each([1, 3, 8, 1000])('are told apart, whatever pieces of %d bytes they come in', async (bytes) => {
    expect(await collectOutput(cut(bytes), 100)).toEqual({ stdout: 'out ä more', stderr: 'err' })
  })

  it('are kept as far as they may be, and taken in to the end', async () => {
    expect(await collectOutput(cut(4), 3)).toEqual({ stdout: 'out', stderr: 'err' })
  })

  it('can be read as they come', async () => {
    const errors: string[] = []
    const chunks = await all(firstOutput(cut(2), (text) => errors.push(text.toString())))
    expect(Buffer.concat(chunks).toString()).toBe('out ä more')
    expect(errors.join('')).toBe('err')
  })
})
