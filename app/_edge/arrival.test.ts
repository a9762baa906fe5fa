import { describe, expect, it } from 'vitest'
import { destinationOf } from './arrival.ts'

const go = (hasCompany: boolean, isInvited: boolean, next: string) =>
  destinationOf({ hasCompany, isInvited, next })

describe('after signing in', () => {
  it('a member goes where they were going', () => {
    expect(go(true, false, '/employees/1/chat?at=2')).toEqual({ go: '/employees/1/chat?at=2', found: false })
  })

  it('a member is not held up by an invitation', () => {
    expect(go(true, true, '/employees')).toEqual({ go: '/employees', found: false })
  })

  it('somebody new gets a company and is taken to hire, whatever page they came from', () => {
    expect(go(false, false, '/employees')).toEqual({ go: '/onboarding', found: true })
    expect(go(false, false, '/welcome')).toEqual({ go: '/onboarding', found: true })
  })

  it('keeps the plan somebody new chose on the landing page', () => {
    expect(go(false, false, '/onboarding?plan=solo')).toEqual({ go: '/onboarding?plan=solo', found: true })
  })

  it('somebody invited chooses first, and no company is founded behind their back', () => {
    expect(go(false, true, '/employees?a=b')).toEqual({
      go: '/welcome?next=%2Femployees%3Fa%3Db',
      found: false,
    })
    expect(go(false, true, '/welcome')).toEqual({ go: '/welcome', found: false })
  })

  it('whoever follows the link of an invitation comes back to it', () => {
    expect(go(false, false, '/invitation/abc')).toEqual({ go: '/invitation/abc', found: false })
  })
})
