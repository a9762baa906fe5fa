import { describe, expect, it } from 'vitest'
import { lastLines, redact } from './redact.ts'

describe('a log that people see', () => {
  it('holds none of the desk’s secrets, even when one contains the other', () => {
    const secrets = ['12345678', '12345678-longer', 'short']
    expect(redact('a 12345678-longer b 12345678 c short', secrets)).toBe('a [secret] b [secret] c short')
  })
  it.each([
    ['sk-ant-api03-abcdefgh', 'sk-[secret]'],
    ['Authorization: Bearer abcdefgh.ijkl', 'Authorization: Bearer [secret]'],
    ['{"token":"abcdefghijk"}', '{"token":"[secret]"}'],
    ['api_key=abcdefghijk', 'api_key=[secret]'],
    ['tokens: 12 used', 'tokens: 12 used'],
  ])('%s becomes %s', (text, safe) => expect(redact(text, [])).toBe(safe))

  it('is its last lines, in plain text', () => {
    const log = Array.from({ length: 100 }, (_, line) => `\u001b[31mline ${line}\u001b[0m\0`).join('\n')
    expect(lastLines(log, 2)).toBe('line 98\nline 99')
    expect(lastLines('x'.repeat(100), 2, 10)).toHaveLength(10)
  })
})
