import { expect, it } from 'vitest'
import { mentionsIn } from './mentions.ts'

const people = [
  { id: 'ada', names: ['Ada'] },
  { id: 'adam', names: ['Ada Müller', 'mueller'] },
  { id: 'zoe', names: ['Zoë'] },
]

it.each([
  ['nobody', []],
  ['@Ada please look', ['ada']],
  ['@ada, @Ada Müller and @ADA', ['ada', 'adam']],
  ['thanks @mueller!', ['adam']],
  ['(@Zoe\u0308)', ['zoe']],
  ['@Adam is somebody else', []],
  ['write to grace@ada.example', []],
  ['@ @@Ada', ['ada']],
])('%s', (text, ids) => {
  expect(mentionsIn(text, people)).toEqual(ids)
})

it('of nothing but signs take no time', () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({ id: `${at}`, names: [`Somebody ${at}`] }))
  const began = performance.now()
  expect(mentionsIn('@'.repeat(10_000), many)).toEqual([])
  expect(performance.now() - began).toBeLessThan(1000)
})
