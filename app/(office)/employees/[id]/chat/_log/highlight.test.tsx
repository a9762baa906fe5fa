// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { sent } from '#tests/support/page.tsx'
import { highlight } from './highlight.tsx'

const looksOf = (code: string, language: string) => {
  const { root } = sent(<code>{highlight(code, language)}</code>)
  return {
    text: root.textContent,
    looks: [...root.querySelectorAll('span')].map((span) => `${span.className}: ${span.textContent}`),
  }
}

it.each([
  ['js', 'const a = "x"', ['code-keyword: const', 'code-string: "x"']],
  ['python', '# why\nreturn 7', ['code-comment: # why', 'code-keyword: return', 'code-value: 7']],
  ['json', '{"a": 1}', ['code-value: "a"', 'code-value: 1']],
  ['diff', '- old\n+ new', ['code-deleted: - old', 'code-string: + new']],
])('colours %s', (language, code, looks) => {
  const seen = looksOf(code, language)
  for (const look of looks) expect(seen.looks).toContain(look)
  expect(seen.text).toBe(code)
})

it('knows a language however it is written', () => {
  expect(highlight('let a', 'JS')).toBeDefined()
})

it.each([
  ['a language nobody taught it', 'x', 'brainfudge'],
  ['no language', 'x', ''],
  ['code that would hold up typing', 'let a = 1\n'.repeat(4000), 'js'],
])('leaves %s without colours', (_, code, language) => {
  expect(highlight(code, language)).toBeUndefined()
})

it('makes no element of what looks like one', () => {
  const { root } = sent(<code>{highlight('<img src=x onerror=alert(1)>', 'html')}</code>)
  expect(root.querySelector('img')).toBeNull()
  expect(root.textContent).toBe('<img src=x onerror=alert(1)>')
})
