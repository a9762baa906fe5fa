import { describe, expect, it } from 'vitest'
import { aFile } from '../_testing/task.ts'
import { framedPage, shownAs, tidyJson } from './file-kind.ts'

describe('how a file is shown', () => {
  it.each([
    ['shot.png', 'image/png', 'picture'],
    ['notes.md', 'text/plain', 'markdown'],
    ['data.json', 'application/octet-stream', 'json'],
    ['site/index.html', 'text/html', 'page'],
    ['main.py', 'application/octet-stream', 'text'],
    ['log', 'text/plain', 'text'],
    ['paper.pdf', 'application/pdf', 'other'],
    ['a.zip', 'application/zip', 'other'],
  ])('%s (%s): %s', (path, mediaType, kind) => {
    expect(shownAs(aFile({ path, mediaType })).kind).toBe(kind)
  })

  it('is not shown when it is larger than one reads', () => {
    expect(shownAs(aFile({ sizeBytes: 2_000_000 })).kind).toBe('other')
  })

  it('tidies JSON, and leaves what is none', () => {
    expect(tidyJson('{"a":1}')).toBe('{\n  "a": 1\n}')
    expect(tidyJson('{')).toBe('{')
  })
})

describe('a page in a frame', () => {
  it('may fetch nothing, whatever it says', () => {
    const framed = framedPage('<!doctype html><html><head></head></html>', new Map())
    expect(framed).toMatch(
      /^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
    )
  })

  it('brings the style sheets that were made beside it, and cannot be left through them', () => {
    const framed = framedPage(
      '<link rel="stylesheet" href="./style.css"><link rel="icon" href="style.css">',
      new Map([['style.css', 'a{}</style><script>']]),
    )
    expect(framed).toContain('<style>a{}<\\/style><script></style><link rel="icon"')
  })
})
