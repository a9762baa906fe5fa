import { describe, expect, it } from 'vitest'
import { lengthInCodePoints, sliceCodePoints, unitIndexOf } from './code-points.ts'

describe('code points', () => {
  it('counts an emoji once', () => expect(lengthInCodePoints('a😀b')).toBe(3))
  it('finds where a code point begins', () => expect(unitIndexOf('a😀b', 2)).toBe(3))
  it('stops at the end of a shorter text', () => expect(unitIndexOf('ab', 9)).toBe(2))
  it.each([
    ['a😀b', 1, 2, '😀'],
    ['a😀b', 2, undefined, 'b'],
    ['', 0, 3, ''],
  ])('slices %j from %d to %s', (text, start, end, piece) =>
    expect(sliceCodePoints(text, start, end)).toBe(piece),
  )
})
