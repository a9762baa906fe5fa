import { expect, it } from 'vitest'
import { isAllowed } from './is-allowed.ts'

const none = new Map()
const rows: [string[], string, boolean][] = [
  [[], 'example.org', false],
  [['example.org'], 'example.org', true],
  [['example.org'], 'www.example.org', false],
  [['example.org'], 'example.org.evil.example', false],
  [['*.example.org'], 'example.org', true],
  [['*.example.org'], 'a.b.example.org', true],
  [['*.example.org'], 'badexample.org', false],
  [['*.example.org'], 'org', false],
  [['*'], 'example.org', true],
  [['*', '!example.org'], 'example.org', false],
  [['*', '!example.org'], 'www.example.org', true],
  [['*', '!*.example.org'], 'www.example.org', false],
  [['*.example.org', '!*.bad.example.org', 'good.bad.example.org'], 'x.bad.example.org', false],
  [['*.example.org', '!*.bad.example.org', 'good.bad.example.org'], 'good.bad.example.org', true],
  [['example.org', '!example.org'], 'example.org', false],
  [['!*'], 'example.org', false],
]

it.each(rows)('%j: %s %s', (sites, host, allowed) => {
  expect(isAllowed(none, { sites }, host)).toBe(allowed)
  expect(isAllowed(none, { sites: sites.toReversed() }, host)).toBe(allowed)
})

it('opens a name with a fixed place only by that name, not with the whole web', () => {
  const fixed = new Map([['wiki.example', {}]])
  expect(isAllowed(fixed, { sites: ['*'] }, 'wiki.example')).toBe(false)
  expect(isAllowed(fixed, { sites: ['*', 'wiki.example'] }, 'wiki.example')).toBe(true)
  expect(isAllowed(fixed, { sites: ['*.wiki.example'] }, 'wiki.example')).toBe(true)
  expect(isAllowed(fixed, { sites: ['*'] }, 'other.example')).toBe(true)
})
