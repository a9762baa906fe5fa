import { describe, expect, it } from 'vitest'
import { askToContinue, type Refusal } from './ask-to-continue.ts'

const dollar = 1_000_000
const now = new Date('2026-11-21T12:00:00Z')
const refusal: Refusal = {
  reason: 'company_allowance',
  capMicros: 5 * dollar,
  spentMicros: 4.9 * dollar,
  wantedMicros: 0.3 * dollar,
  raisableMicros: 0,
  said: '',
}
const said = (facts: Partial<Refusal>) => askToContinue({ ...refusal, ...facts }, 'Ada', now).text

describe('an allowance that is used up', () => {
  it.each(['company', 'employee'] as const)('of the %s begins anew with the month', (whose) => {
    expect(said({ reason: `${whose}_allowance` })).toContain(
      'for this month is used up ($4.90 of $5.00; the next step may cost up to $0.30). It begins anew on 1 December.',
    )
  })

  it('of a company before it pays is one sum, which no month gives anew', () => {
    const text = said({ isBeforePaying: true })
    expect(text).toContain('The allowance of the company is used up ($4.90 of $5.00;')
    expect(text).toContain('It is one sum for all of the time before the first payment.')
    expect(text).not.toMatch(/month|December/)
  })
})
