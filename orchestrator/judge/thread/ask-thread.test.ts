import { describe, expect, it } from 'vitest'
import { askThread } from './ask-thread.ts'

const pattern = (pattern: string, text: string) => askThread({ kind: 'pattern', pattern, text })
const schema = (schema: Record<string, unknown>, value: unknown) =>
  askThread({ kind: 'schema', schema, value })

describe('a pattern', () => {
  it('is found with its line', async () => {
    expect(await pattern('<h1>\\w+', 'one\n  <h1>Hello</h1> you\nthree')).toEqual({
      kind: 'pattern',
      line: '  <h1>Hello</h1> you',
    })
  })

  it('is not found', async () => {
    expect(await pattern('^three$', 'one\ntwo')).toEqual({ kind: 'pattern', line: null })
  })

  it('means the beginning and the end of lines', async () => {
    expect(await pattern('^two$', 'one\ntwo\nthree')).toEqual({ kind: 'pattern', line: 'two' })
  })

  it('that would take a backtracking engine for ever takes a moment', async () => {
    expect(await pattern('^(a+)+$', `${'a'.repeat(100_000)}!`)).toEqual({ kind: 'pattern', line: null })
  })

  it('of another kind of expression is nonsense', async () => {
    expect(await pattern('(?=x)', 'x')).toMatchObject({ kind: 'nonsense' })
  })

  it('that is large beyond reason is given up', async () => {
    const heavy = `(${'[a-m]?'.repeat(60)}){16}[yz]$`
    const question = { kind: 'pattern', pattern: heavy, text: 'a'.repeat(1_000_000) } as const
    expect(await askThread(question, { timeoutMs: 300 })).toBe('too_long')
  })
})

describe('a schema', () => {
  const person = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  }

  it('holds', async () => {
    expect(await schema(person, { name: 'Ada', age: 36 })).toEqual({ kind: 'schema', complaints: [] })
  })

  it('says where it does not', async () => {
    expect(await schema(person, { age: -1 })).toEqual({
      kind: 'schema',
      complaints: ["it must have required property 'name'", '/age must be >= 0'],
    })
  })

  it('knows the words of 2020-12', async () => {
    const pair = { prefixItems: [{ type: 'string' }], items: false }
    expect(await schema(pair, ['a'])).toMatchObject({ complaints: [] })
    expect(await schema(pair, ['a', 'b'])).toMatchObject({ complaints: [expect.any(String)] })
  })

  it('that is none is nonsense', async () => {
    expect(await schema({ type: 'thing' }, 1)).toMatchObject({ kind: 'nonsense' })
    expect(await schema({ $ref: 'https://example.org/schema.json' }, 1)).toMatchObject({ kind: 'nonsense' })
  })

  it('that never ends is given up', async () => {
    const slow = { type: 'string', pattern: '^(a|a)*$' }
    const question = { kind: 'schema', schema: slow, value: `${'a'.repeat(60)}!` } as const
    expect(await askThread(question, { timeoutMs: 300 })).toBe('too_long')
  })
})
