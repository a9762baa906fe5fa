import { describe, expect, it } from 'vitest'
import { type Key, keyOf, keys } from './keysyms.ts'
import { typedChanges } from './typed-changes.ts'

const names = new Map<number, string>([
  [keys.backspace.keysym, '<'],
  [keys.enter.keysym, '\n'],
  [keys.tab.keysym, '\t'],
])
const written = (typed: Key[]) =>
  typed.map(({ keysym }) => names.get(keysym) ?? String.fromCodePoint(keysym & 0xff_ffff)).join('')

describe('what was typed on a phone', () => {
  it.each([
    ['a letter', '··', '··a', 'a'],
    ['a word', '··', '··hello', 'hello'],
    ['a deletion', '··ab', '··a', '<'],
    ['a deletion of what was there before', '··', '·', '<'],
    ['a correction of the word', '··teh', '··the', '<<he'],
    ['an emoji as one', '··', '··🚲', '🚲'],
    ['an emoji taken back as one', '··🚲', '··', '<'],
    ['a new line', '··a', '··a\n', '\n'],
    ['nothing', '··a', '··a', ''],
  ])('%s', (_, before, after, wanted) => {
    expect(written(typedChanges(before, after))).toBe(wanted)
  })
})

describe('the number of a key', () => {
  it.each([
    ['a', 0x61],
    ['ä', 0xe4],
    ['€', 0x0100_20ac],
    ['🚲', 0x0101_f6b2],
    ['\n', 0xff0d],
    ['\t', 0xff09],
  ])('%j', (character, keysym) => {
    expect(keyOf(character).keysym).toBe(keysym)
  })
})
