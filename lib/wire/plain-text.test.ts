import { describe, expect, it } from 'vitest'
import { plainLine, plainText } from './plain-text.ts'

describe('plainText', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title for the window', '\u001b]0;owned\u0007safe', 'safe'],
    ['a lone escape', 'a\u001bcb', 'ab'],
    ['NUL, bell and backspace', 'a\u0000b\u0007c\u0008', 'abc'],
    ['C1 controls', 'a\u009b31mb', 'ab'],
    ['what turns the direction of writing', 'a\u202eb\u2066c', 'abc'],
    ['half a character', 'a\ud800b', 'ab'],
  ])('leaves out %s', (_what, given, expected) => expect(plainText(given)).toBe(expected))

  it('keeps lines, tabs, letters of all kinds and emoji', () =>
    expect(plainText('ä\t漢\r\n👩‍💻')).toBe('ä\t漢\n👩‍💻'))

  it('makes one line of several', () => expect(plainLine(' a\n\n b\tc ')).toBe('a b c'))
})
