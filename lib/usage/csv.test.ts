import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'

it('a line has its cells between commas and ends as the standard says', () => {
  expect(csvLine(['a', 1, null, ''])).toBe('a,1,,\r\n')
})

it.each([
  ['Say "hello"', '"Say ""hello"""'],
  ['one, two', '"one, two"'],
  ['one\ntwo', '"one\ntwo"'],
  ['Zoë 🕯 עברית', 'Zoë 🕯 עברית'],
])('%j arrives as it is', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`)
})

it.each(['=1+1', '+49 30', '-2', '@SUM(A1)', '  =1', '\u0000=1', '＝1', '\t1', '\r=1'])(
  '%j is no formula for a spreadsheet',
  (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/)
  },
)

it('numbers are numbers', () => {
  expect(csvLine([-5])).toBe('-5\r\n')
})
