import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { attachmentLimits } from '#lib/wire/message.ts'
import { readFile, readJson } from './read-body.ts'

const url = 'http://deskhand.test/api/v1/employees'
const json = { 'content-type': 'application/json' }
const sent = (body: BodyInit | null, headers: Record<string, string> = json) =>
  new Request(url, { method: 'POST', body, headers })

/** What came of it: the value, or the code of the refusal. */
async function read(request: Request): Promise<unknown> {
  try {
    return (await readJson(request)).value
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('JSON that is sent', () => {
  it.each([
    ['{"a":[1,"ü"]}', { a: [1, 'ü'] }],
    ['null', null],
    ['"🦊"', '🦊'],
    [nested(12), JSON.parse(nested(12))],
  ])('is read: %j', async (body, value) => {
    expect(await read(sent(body))).toEqual(value)
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'is taken as %s',
    async (type) => {
      expect(await read(sent('7', { 'content-type': type }))).toBe(7)
    },
  )

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/jsonp',
    '',
  ])('is not taken as %j', async (type) => {
    expect(await read(sent('7', { 'content-type': type }))).toBe('unsupported_media')
  })

  it('is not taken compressed', async () => {
    expect(await read(sent('7', { ...json, 'content-encoding': 'gzip' }))).toBe('unsupported_media')
  })

  it.each([
    ['nothing', ''],
    ['half', '{"a":'],
    ['JavaScript', '{a:1}'],
    ['broken UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
    ['a NUL', '{"a":"x\\u0000y"}'],
    ['half of a character', '{"a":"\\ud83e"}'],
    ['a trap for prototypes', '{"__proto__":{"isAdmin":true}}'],
    ['a trap further in', '{"a":{"__proto__":1}}'],
    ['a very deep thing', nested(60)],
  ])('is refused when it is %s', async (_, body) => {
    expect(await read(sent(body))).toBe('invalid')
  })

  it('says at which field it cannot be kept', async () => {
    await expect(readJson(sent('{"a":{"b":["ok","x\\u0000"]}}'))).rejects.toMatchObject({
      facts: { fields: { 'a.b.1': 'A NUL character cannot be kept' } },
    })
  })

  it('is refused beyond 256 KB, also when its length was not told', async () => {
    const large = JSON.stringify('x'.repeat(256 * 1024))
    expect(await read(sent(large))).toBe('too_large')
    const options = { method: 'POST', body: new Blob([large]).stream(), headers: json, duplex: 'half' }
    expect(await read(new Request(url, options))).toBe('too_large')
    expect(await read(sent(JSON.stringify('x'.repeat(256 * 1024 - 2))))).toHaveLength(256 * 1024 - 2)
  })

  it('is refused before it is read when it says itself that it is too large', async () => {
    expect(await read(sent('7', { ...json, 'content-length': '999999999' }))).toBe('too_large')
  })
})

describe('a file that is sent', () => {
  const form = (...files: [name: string, content: string][]) => {
    const data = new FormData()
    for (const [name, content] of files) data.append('file', new File([content], name))
    return new Request(url, { method: 'POST', body: data })
  }

  it('may be the body itself', async () => {
    const file = await readFile(sent('hello', { 'content-type': 'application/octet-stream' }), 'a.txt')
    expect([file.name, file.content.toString()]).toEqual(['a.txt', 'hello'])
  })

  it('has a name even when nobody gives one', async () => {
    expect((await readFile(sent('x', {}), undefined)).name).toBe('file')
  })

  it('may be in a form, with its own name or another', async () => {
    expect(await readFile(form(['b.txt', 'hi']), undefined)).toEqual({
      name: 'b.txt',
      content: Buffer.from('hi'),
    })
    expect((await readFile(form(['b.txt', 'hi']), 'c.txt')).name).toBe('c.txt')
  })

  it.each([
    ['no file', form()],
    ['two files', form(['a', '1'], ['b', '2'])],
    ['no form at all', sent('x', { 'content-type': 'multipart/form-data; boundary=y' })],
  ])('is refused when the form has %s', async (_, request) => {
    await expect(readFile(request, undefined)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('may be as large as attachments are, and no larger', async () => {
    const of = (size: number) => sent(new Uint8Array(size), { 'content-type': 'application/octet-stream' })
    expect((await readFile(of(attachmentLimits.maxBytes), 'a')).content).toHaveLength(
      attachmentLimits.maxBytes,
    )
    await expect(readFile(of(attachmentLimits.maxBytes + 1), 'a')).rejects.toMatchObject({
      code: 'too_large',
    })
  })
})
