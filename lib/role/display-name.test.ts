import { describe, expect, it } from 'vitest'
import { checkDisplayName, maxNameLength } from './display-name.ts'

describe('checkDisplayName', () => {
  it.each([
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['Ada\nLovelace', 'Ada Lovelace'],
    ['\u202eAda\u0000', 'Ada'],
    ['$(id)', '$(id)'],
    ['../', '../'],
    ['{{company_name}}', '{{company_name}}'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['🌻', '🌻'],
    ['A'.repeat(maxNameLength), 'A'.repeat(maxNameLength)],
    ['🌻'.repeat(maxNameLength), '🌻'.repeat(maxNameLength)],
  ])('%j is a name', (typed, name) => {
    expect(checkDisplayName(typed)).toEqual({ ok: true, name })
  })

  it.each(['', '   ', '\u0000', '\u202e\u202c', '\u200b\u200d', '\u2800\u3164'])('%j is no name', (typed) => {
    expect(checkDisplayName(typed)).toMatchObject({ ok: false, reason: 'empty' })
  })

  it('says how long a name is that is too long', () => {
    const refusal = checkDisplayName('A'.repeat(maxNameLength + 1))
    expect(refusal).toMatchObject({ ok: false, reason: 'too_long' })
    expect(refusal).toHaveProperty('problem', expect.stringContaining('301'))
  })
})
