import { describe, expect, it } from 'vitest'
import { nextClaims } from './next-claims.ts'

const none = new Set<string>()
const roomy = { fairShare: 100, togetherAtMost: 100 }
/** `a1 b1 a2`: in the order in which they came, each named after its company. */
const queue = (names: string) => names.split(' ').map((name) => ({ companyId: name.charAt(0), name }))
const go = (names: string, underWay = none, sizes = roomy) =>
  nextClaims(queue(names), underWay, sizes)
    .map(({ name }) => name)
    .join(' ')

describe('next claims', () => {
  it('takes all of the company that has waited longest, then of the next', () => {
    expect(go('a1 b1 a2 c1 b2')).toBe('a1 a2 b1 b2 c1')
  })

  it('passes over a company whose claims are on their way', () => {
    expect(go('a1 b1 a2 b2', new Set(['a']))).toBe('b1 b2')
    expect(go('a1 a2', new Set(['a']))).toBe('')
  })

  it('takes no further company once it is a fair share', () => {
    const sizes = { fairShare: 3, togetherAtMost: 100 }
    expect(go('a1 a2 b1 b2 c1', none, sizes)).toBe('a1 a2 b1 b2')
    expect(go('a1 b1 c1 d1', none, sizes)).toBe('a1 b1 c1')
  })

  it('leaves nobody of a company behind for the sake of the share', () => {
    expect(go('a1 a2 a3 b1', none, { fairShare: 1, togetherAtMost: 100 })).toBe('a1 a2 a3')
  })

  it('never takes more than go together, and those who came first of one large company', () => {
    const sizes = { fairShare: 100, togetherAtMost: 3 }
    expect(go('a1 a2 b1 b2 c1', none, sizes)).toBe('a1 a2')
    expect(go('a1 a2 a3 a4 b1', none, sizes)).toBe('a1 a2 a3')
  })

  it('lets the company at the head go first although it does not fit behind another', () => {
    const sizes = { fairShare: 100, togetherAtMost: 3 }
    expect(go('b1 b2 a1 a2 c1', new Set(['a']), sizes)).toBe('b1 b2 c1')
    expect(go('a1 a2 c1 b1', none, sizes)).toBe('a1 a2 c1')
  })

  it('takes nothing of nothing', () => {
    expect(nextClaims([], none, roomy)).toEqual([])
  })
})
