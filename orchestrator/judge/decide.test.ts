import { describe, expect, it } from 'vitest'
import type { Check } from '#lib/wire/check.ts'
import { decide, type Found } from './decide.ts'
import { failed, passed, unaffordable, unseen, unseenYet } from './finding.ts'

const check = (title: string): Check => ({ id: 'some', title, kind: 'text_contains', text: 'x' })
const found = (...findings: Found['finding'][]): Found[] =>
  findings.map((finding, at) => ({ check: check(`Check ${at + 1}`), finding }))

describe('the verdict', () => {
  it('is good when every check passed, and when there is none', () => {
    expect(decide(found(passed('yes'), passed('yes')), 0)).toEqual({
      do: 'judge',
      passed: true,
      feedback: '',
    })
    expect(decide([], 0)).toMatchObject({ passed: true })
  })

  it('is bad when one failed, and says which and why', () => {
    expect(decide(found(passed('yes'), failed('a.txt is not there.')), 0)).toEqual({
      do: 'judge',
      passed: false,
      feedback: 'The work was checked, and this did not hold:\n- Check 2: a.txt is not there.',
    })
  })

  it('names a check without a title by its id', () => {
    const decision = decide([{ check: check(''), finding: failed('No.') }], 0)
    expect(decision).toMatchObject({ feedback: expect.stringContaining('- some: No.') })
  })

  it('is a person’s when something could not be seen and never will', () => {
    expect(decide(found(passed('yes'), unseen('Only at a desk.')), 0)).toEqual({
      do: 'judge',
      passed: null,
      feedback: 'This could not be looked at, and a person has to:\n- Check 2: Only at a desk.',
    })
  })

  it('does not wait for what cannot be seen when something failed already', () => {
    const decision = decide(found(unseenYet('No answer.'), failed('Not there.')), 0)
    expect(decision).toMatchObject({ do: 'judge', passed: false })
    expect(decision).toMatchObject({ feedback: expect.stringContaining('Check 1: No answer.') })
  })
})

describe('looking again', () => {
  it('comes later each time, and ends with a person', () => {
    const decisions = [0, 1, 2, 3].map((tries) =>
      decide(found(passed('yes'), unseenYet('No answer.')), tries),
    )
    expect(decisions).toEqual([
      { do: 'look_again', afterSeconds: 5, inVain: true, needsDesk: false },
      { do: 'look_again', afterSeconds: 20, inVain: true, needsDesk: false },
      { do: 'look_again', afterSeconds: 60, inVain: true, needsDesk: false },
      expect.objectContaining({ do: 'judge', passed: null }),
    ])
  })

  it('waits for an allowance without a try, however long, unless something fails anyway', () => {
    const refused = unaffordable('No room.')
    const again = { do: 'look_again', afterSeconds: 20, inVain: false, needsDesk: false }
    expect(decide(found(passed('yes'), refused), 3)).toEqual(again)
    expect(decide(found(failed('No.'), refused), 0)).toMatchObject({ do: 'judge', passed: false })
  })

  it('waits for a desk on its way, which is no try', () => {
    expect(decide(found(failed('No.'), 'waits_for_desk'), 3)).toMatchObject({
      do: 'look_again',
      inVain: false,
    })
  })
})
