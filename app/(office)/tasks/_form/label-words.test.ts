import { describe, expect, it } from 'vitest'
import { labelsOf, suggestionsFor, withSuggestion } from './label-words.ts'

const inUse = ['Design', 'shop', 'web', 'web shop']

describe('labels that could be meant', () => {
  it('begin with what is being typed, or have it, however it is written', () => {
    expect(suggestionsFor('SHO', inUse)).toEqual(['shop', 'web shop'])
    expect(suggestionsFor('web, de', inUse)).toEqual(['Design'])
  })

  it('are all but those that stand there, before a letter is typed', () => {
    expect(suggestionsFor('', inUse)).toEqual(inUse)
    expect(suggestionsFor('web, shop, ', inUse)).toEqual(['Design', 'web shop'])
    expect(suggestionsFor('web', inUse)).toEqual(['web shop'])
  })

  it('are no more than one overlooks', () => {
    const many = Array.from({ length: 30 }, (_, at) => `label ${at}`)
    expect(suggestionsFor('label', many)).toHaveLength(8)
  })

  it('take the place of what was typed', () => {
    expect(withSuggestion('web, de', 'Design')).toBe('web, Design, ')
    expect(withSuggestion('', 'web')).toBe('web, ')
  })
})

describe('labels as they were typed', () => {
  it('are each there once, without what surrounds them', () => {
    expect(labelsOf(' web,, shop ,web, ')).toEqual(['web', 'shop'])
    expect(labelsOf('')).toEqual([])
  })
})
