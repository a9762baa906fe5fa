import { describe, expect, it } from 'vitest'
import { operations } from '#lib/wire/operations.ts'
import { anchorOf, curlOf, typeInWords } from './words.ts'

describe('a type in words', () => {
  it.each<[string, Record<string, unknown>]>([
    ['Employee', { $ref: '#/components/schemas/Employee' }],
    ['text, up to 32,000', { type: 'string', maxLength: 32_000 }],
    ['UUID', { type: 'string', format: 'uuid' }],
    ['time or null', { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }],
    ['list of UUID', { type: 'array', items: { type: 'string', format: 'uuid' } }],
    ['one of a, b', { type: 'string', enum: ['a', 'b'] }],
    ['whole number, 1 to 100', { type: 'integer', minimum: 1, maximum: 100 }],
    ['whole number', { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }],
    ['anything', {}],
  ])('%s', (words, schema) => {
    expect(typeInWords(schema)).toBe(words)
  })
})

describe('curl', () => {
  it('sends what the example says', () => {
    expect(curlOf(operations.sendMessage, 'https://x/api/v1')).toBe(
      [
        'curl https://x/api/v1/employees/{id}/messages',
        '  -X POST',
        '  -H "Authorization: Bearer $DESKHAND_KEY"',
        '  -H "Content-Type: application/json"',
        `  -d '{"text":"Good morning! What is on today?"}'`,
      ].join(' \\\n'),
    )
  })
  it('uploads a form and follows a stream', () => {
    expect(curlOf(operations.uploadAttachment, '')).toContain('-F file=@agenda.pdf')
    expect(curlOf(operations.followEvents, '')).toContain('-N')
  })
})

it('makes anchors of tags', () => {
  expect(anchorOf('API keys')).toBe('api-keys')
})
