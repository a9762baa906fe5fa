import { describe, expect, it } from 'vitest'
import { readAllowed } from './allow-list.ts'

describe('places that workers may open', () => {
  it('are their Deskhand, the model, and what is added', () => {
    const allowed = readAllowed(
      ['https://Desk.example.com', 'http://localhost:3006', undefined, ''],
      'a.org, b.org:8443',
    )
    expect([...allowed]).toEqual([
      ...['desk.example.com:443', 'localhost:3006', 'api.anthropic.com:443', 'a.org:443', 'b.org:8443'],
    ])
  })

  it.each([
    ['a pattern', '*.example.org'],
    ['an address with a path', 'https://example.org/x'],
    ['a port that is none', 'example.org:99999'],
  ])('%s is refused', (_what, more) => expect(() => readAllowed([], more)).toThrow('EGRESS_ALLOW'))

  it('an address that is none is refused', () =>
    expect(() => readAllowed(['desk'], '')).toThrow('no address'))
})
