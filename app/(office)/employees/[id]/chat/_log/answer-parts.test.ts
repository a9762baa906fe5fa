import { expect, it } from 'vitest'
import { callOf } from '../_testing/message.ts'
import { answerParts } from './answer-parts.ts'

const shape = (text: string, ...calls: ReturnType<typeof callOf>[]) =>
  answerParts({ text, toolCalls: calls }).map((part) =>
    part.kind === 'text' ? part.text : part.calls.map((call) => call.id),
  )

it('puts a call where it happened', () => {
  expect(shape('Before.After.', callOf('a', 7))).toEqual(['Before.', ['a'], 'After.'])
})

it('counts code points, so that emoji before a call do not move it', () => {
  expect(shape('👋🏽🦊 looking. Found.', callOf('a', 12))).toEqual(['👋🏽🦊 looking.', ['a'], ' Found.'])
})

it('keeps calls at one place together', () => {
  expect(shape('One.Two.', callOf('a', 4), callOf('b', 4), callOf('c', 8))).toEqual([
    'One.',
    ['a', 'b'],
    'Two.',
    ['c'],
  ])
})

it('shows a call before any word, and one without words', () => {
  expect(shape('Done.', callOf('a', 0))).toEqual([['a'], 'Done.'])
  expect(shape('', callOf('a', 0))).toEqual([['a']])
})

it('shows a call told before its words at the end', () => {
  expect(shape('Half', callOf('a', 400))).toEqual(['Half', ['a']])
})

it('makes nothing of empty lines between calls', () => {
  expect(shape('One.\n\n', callOf('a', 4), callOf('b', 6))).toEqual(['One.', ['a', 'b']])
})

it('leaves nothing of the text out and says nothing twice', () => {
  const text = 'a👍b🦊c'.repeat(20)
  for (let run = 0; run < 100; run++) {
    const offsets = Array.from({ length: 4 }, () => Math.floor(Math.random() * 110)).sort((a, b) => a - b)
    const parts = answerParts({
      text,
      toolCalls: offsets.map((offset, index) => callOf(String(index), offset)),
    })
    expect(parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')).toBe(text)
    expect(parts.flatMap((part) => (part.kind === 'tools' ? part.calls : []))).toHaveLength(4)
  }
})
