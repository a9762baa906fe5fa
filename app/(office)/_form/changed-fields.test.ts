import { describe, expect, it } from 'vitest'
import { changedFields } from './changed-fields.ts'

describe('what was changed', () => {
  it('is what differs, lists by what they hold', () => {
    const present = { name: 'Ada', skills: ['a', 'b'], allowance: null }
    expect(changedFields(present, { name: 'Ada', skills: ['a', 'b'] })).toEqual({})
    expect(changedFields(present, { skills: ['b', 'a'] })).toEqual({ skills: ['b', 'a'] })
    expect(changedFields<{ allowance: number | null }>({ allowance: null }, { allowance: 0 })).toEqual({
      allowance: 0,
    })
  })

  it('is nothing once the truth has caught up', () => {
    expect(changedFields({ name: 'Grace' }, { name: 'Grace' })).toEqual({})
  })
})
