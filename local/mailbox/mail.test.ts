import { describe, expect, it } from 'vitest'
import { codeOf, linksOf } from './mail.ts'

describe('the code of a mail', () => {
  it.each([
    ['Your code is 123456.', '', '123456'],
    ['', '<p style="color:#654321">Code: <b>123456</b></p>', '123456'],
    ['Open https://a.example/?t=999999 or type 123456', '', '123456'],
    ['Order 1234567, nothing to type', '', null],
    ['', '', null],
    ['', '<style>.page{background:#141312}</style><p>Welcome</p>', null],
  ])('%s%s -> %s', (text, html, code) => {
    expect(codeOf(text, html)).toBe(code)
  })
})

describe('the links of a mail', () => {
  it('are those of text and HTML, each once, ready to open', () => {
    const html = '<a href="https://a.example/?x=1&amp;y=2">a</a> <a href="mailto:b@example.com">b</a>'
    expect(linksOf('see https://a.example/?x=1&y=2 and http://c.example', html)).toEqual([
      'https://a.example/?x=1&y=2',
      'http://c.example',
    ])
  })
})
