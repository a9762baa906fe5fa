import { describe, expect, it } from 'vitest'
import { roleOptions, whyFixed } from './roles.ts'

const owner = { userId: 'o', role: 'owner' } as const
const admin = { userId: 'a', role: 'admin' } as const
const member = { userId: 'm', role: 'member' } as const

describe('roles of members', () => {
  it('are fixed for the only owner, for owners before admins, and for all before members', () => {
    expect(whyFixed(owner, owner, 1)).toBe('The only owner')
    expect(whyFixed(owner, owner, 2)).toBeUndefined()
    expect(whyFixed(admin, owner, 2)).toMatch(/Only an owner/)
    expect(whyFixed(admin, member, 1)).toBeUndefined()
    expect(whyFixed(member, admin, 1)).toMatch(/owner or an admin/)
  })

  it('include owner only for who may make one', () => {
    const keys = (withOwner: boolean) => roleOptions({ withOwner }).map((option) => option.value)
    expect(keys(false)).toEqual(['member', 'admin'])
    expect(keys(true)).toContain('owner')
  })
})
