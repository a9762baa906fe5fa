import { expect, it } from 'vitest'
import { linesOf, progressIn, summaryOf } from './read-words.ts'

it('takes lines when they are whole', () => {
  expect(linesOf('one\ntwo\nthr', false)).toEqual(['one', 'two'])
  expect(linesOf('one\ntwo\nthree', true)).toEqual(['one', 'two', 'three'])
  expect(linesOf('', true)).toEqual([])
  expect(linesOf('x'.repeat(5000), true)[0]).toHaveLength(4000)
})

it('finds progress, with and without a note, however it is dressed up', () => {
  const lines = [
    'Hello',
    'PROGRESS: drafting - two of five',
    '**PROGRESS: checking – all links**',
    'PROGRESS: done',
    'Say PROGRESS: no',
    'PROGRESS:',
  ]
  expect(progressIn(lines, 10)).toEqual([
    { line: 11, state: 'drafting', note: 'two of five' },
    { line: 12, state: 'checking', note: 'all links' },
    { line: 13, state: 'done', note: undefined },
  ])
  expect(progressIn([`PROGRESS: ${'x'.repeat(200)}`], 0)[0]?.state).toHaveLength(80)
})

it('takes the words after the last tool as the summary, or all where there are none', () => {
  expect(summaryOf('I will look.\n\nPROGRESS: x\nAll is well.', 12)).toBe('All is well.')
  expect(summaryOf('All is well. 🦊', 0)).toBe('All is well. 🦊')
  expect(summaryOf('Only this.', 10)).toBe('Only this.')
})
