import { expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

it.each(['/employees', '/onboarding?plan=solo', '/employees/1/chat#last', '/a%2f%2fb'])(
  'follows our own path %s',
  (path) => expect(safeNext(path)).toBe(path),
)

it.each([
  ['another site', 'https://elsewhere.example/'],
  ['another site without a scheme', '//elsewhere.example'],
  ['a backslash that browsers take for a slash', '/\\elsewhere.example'],
  ['a tab that browsers drop', '/\t/elsewhere.example'],
  ['a line break', '/a\nb'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'employees'],
  ['nothing', ''],
  ['too much', `/${'a'.repeat(500)}`],
  ['a list', ['/employees']],
  ['no text at all', undefined],
])('does not follow %s', (_, next) => {
  expect(safeNext(next, '/fallback')).toBe('/fallback')
})

it('cannot be led astray by dots', () => {
  expect(safeNext('/../../x')).toBe('/x')
  expect(safeNext('/a/..//elsewhere.example')).not.toMatch(/^\/\//)
})
