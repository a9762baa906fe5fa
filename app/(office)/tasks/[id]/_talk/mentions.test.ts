import { describe, expect, it } from 'vitest'
import { mentioningAt, namesFor, withName } from './mentions.ts'

const people = ['Ada', 'Adam Smith', 'Zoë Klein'].map((name) => ({ id: name, name, portraitSeed: null }))
const found = (query: string) => namesFor(query, people).map(({ name }) => name)

describe('naming somebody', () => {
  it.each([
    ['@', { start: 0, query: '' }],
    ['Hello @ad', { start: 6, query: 'ad' }],
    ['(@zoe kl', { start: 1, query: 'zoe kl' }],
  ])('begins with an @: %s', (text, at) => {
    expect(mentioningAt(text, text.length)).toEqual(at)
  })

  it.each(['ada@example', 'no sign', '@ada\nnext line'])('does not in: %s', (text) => {
    expect(mentioningAt(text, text.length)).toBeUndefined()
  })

  it('finds by the beginning of a name or of one of its parts, without accents', () => {
    expect(found('ad')).toEqual(['Ada', 'Adam Smith'])
    expect(found('smi')).toEqual(['Adam Smith'])
    expect(found('zoe k')).toEqual(['Zoë Klein'])
    expect(found('x')).toEqual([])
  })

  it('puts the name where the @ was and goes on after it', () => {
    expect(withName('Ask @ad please', { start: 4, query: 'ad' }, 'Ada')).toEqual({
      text: 'Ask @Ada please',
      caret: 9,
    })
  })
})
