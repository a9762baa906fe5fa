import { expect, it } from 'vitest'
import { summariseTool } from './summarise-tool.ts'

it('says what a call is about in one line', () => {
  expect(summariseTool({ timeout: 3, command: 'ls -l\n  src' })).toBe('ls -l src')
  expect(summariseTool({ path: 'a.txt', content: 'long' })).toBe('a.txt')
  expect(summariseTool({ n: 1 })).toBe('{"n":1}')
  expect(summariseTool({ command: 'x'.repeat(500) })).toHaveLength(300)
})

it.each([
  ['curl -H "Authorization: Bearer abcdefghijklmnop"', 'abcdefghijklmnop'],
  ['psql postgres://ada:hunter22@db/x', 'hunter22'],
  ['export API_KEY=0123456789abcdef', '0123456789abcdef'],
  ['tool --password hunter22', 'hunter22'],
  ['echo sk-ant-abcdefghijkl', 'abcdefghijkl'],
  ['aws AKIAIOSFODNN7EXAMPLE', 'IOSFODNN7EXAMPLE'],
])('keeps secrets to itself: %s', (command, secret) => {
  expect(summariseTool({ command })).not.toContain(secret)
})
