import { describe, expect, it } from 'vitest'
import { emptyDraft, type HireDraft } from '#lib/hire-draft/draft.ts'
import { firstOpenStep, type HireProgress, stepsOf, stepToShow } from './step-order.ts'

function hire(planKey: string | null, draft: Partial<HireDraft> = {}): HireProgress {
  return { planKey, mayChoose: true, draft: { ...emptyDraft, ...draft } }
}

const named = { roleKey: 'researcher', name: 'Iris', toneKey: 'witty' } as const

describe('the steps of a hire', () => {
  it('begin with the plan for a new company', () => {
    expect(stepsOf(hire(null))).toEqual(['plan', 'role', 'character', 'launch'])
    expect(firstOpenStep(hire(null))).toBe('plan')
  })

  it('keep the plan while the first hire lasts, so that one can go back to it', () => {
    expect(stepsOf(hire('solo', { planKey: 'solo' }))).toContain('plan')
  })

  it('leave the plan out when somebody is hired again', () => {
    expect(stepsOf(hire('solo'))).toEqual(['role', 'character', 'launch'])
    expect(firstOpenStep(hire('solo'))).toBe('role')
  })

  it('go past the plan for who looks around first, and keep it to go back to', () => {
    expect(firstOpenStep(hire(null, { step: 'role' }))).toBe('role')
    expect(stepsOf(hire(null, { step: 'role' }))).toContain('plan')
  })

  it('leave the plan to the page of money for who pays', () => {
    expect(stepsOf({ ...hire('solo', { planKey: 'solo' }), mayChoose: false })).not.toContain('plan')
  })

  it('go on where the draft stopped', () => {
    expect(firstOpenStep(hire('solo', { roleKey: 'researcher' }))).toBe('character')
    expect(firstOpenStep(hire('solo', named))).toBe('launch')
  })

  it.each([
    ['a role that does not exist', { ...named, roleKey: 'astronaut' }, 'role'],
    ['no name', { ...named, name: null }, 'character'],
    ['a name of spaces', { ...named, name: ' \u200b ' }, 'character'],
    ['no tone', { ...named, toneKey: null }, 'character'],
    ['own words that were not written', { ...named, toneKey: 'own', toneWords: ' ' }, 'character'],
  ] as const)('stop at %s', (_, draft, step) => {
    expect(firstOpenStep(hire('solo', draft))).toBe(step)
  })
})

describe('a step opened by its address', () => {
  it('is shown when the ones before it are done', () => {
    expect(stepToShow('role', hire('solo', named))).toBe('role')
    expect(stepToShow('launch', hire('solo', named))).toBe('launch')
  })

  it('gives way to the first open one', () => {
    expect(stepToShow('launch', hire(null))).toBe('plan')
    expect(stepToShow('launch', hire('solo', { roleKey: 'researcher' }))).toBe('character')
  })

  it('may always be the plan, which can be changed at any time', () => {
    expect(stepToShow('plan', hire('solo', named))).toBe('plan')
  })
})
