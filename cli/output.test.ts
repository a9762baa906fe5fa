import { describe, expect, it } from 'vitest'
import { tableOf } from './output.ts'

const table = (rows: string[][], width: number) => tableOf(['a', 'b'], rows, width, (text) => text)

describe('a table', () => {
  it('is as wide as its cells', () => expect(table([['one', 'x']], 80)).toEqual(['a    b', 'one  x']))

  it('cuts the last column where the terminal ends', () => {
    const lines = table([['#1', 'plum '.repeat(40)]], 40)
    expect(lines[1]).toHaveLength(40)
    expect(lines[1]).toMatch(/…$/)
  })

  it('counts letters that take two columns', () =>
    expect(
      table(
        [
          ['漢字', 'x'],
          ['abcd', 'y'],
        ],
        80,
      ).slice(1),
    ).toEqual(['漢字  x', 'abcd  y']))

  it('lets nothing through that a terminal would obey', () =>
    expect(table([['\u001b[2Ja', 'b\nc']], 80)[1]).toBe('a  b c'))
})
