import { describe, expect, it } from 'vitest'
import type { TaskCard } from '#lib/wire/task.ts'
import { aCard } from '../../[id]/_testing/task.ts'
import { matching, needsYou } from './matching.ts'
import { failures, type View, wholeView } from './view.ts'

const why = (owner: 'you' | 'platform') => ({ code: 'x', text: '', owner, since: '', action: '' }) as const
const cards: TaskCard[] = [
  aCard({ number: 1, title: 'Make a page', labels: ['web'], assigneeId: 'ada', priority: 3 }),
  aCard({ number: 2, title: 'Überprüfe alles', status: 'in_review', createdBy: { userId: 'maria' } }),
  aCard({ number: 12, title: 'A part of the page', parentId: aCard({ number: 1 }).id, openQuestions: 1 }),
  aCard({ number: 4, title: 'Waits', why: why('platform'), status: 'done', createdBy: { userId: 'noor' } }),
]
const numbers = (changes: Partial<View>, found?: ReadonlySet<string>) =>
  matching(cards, { ...wholeView, ...changes }, 'maria', found).map(({ number }) => number)

describe('what is shown', () => {
  it('is everything but the parts', () => expect(numbers({})).toEqual([1, 2, 4]))
  it('is also the parts for whoever wants them', () =>
    expect(numbers({ parts: true })).toEqual([1, 2, 12, 4]))
  it('is what has the words, however they are written', () => {
    expect(numbers({ search: 'page' })).toEqual([1, 12])
    expect(numbers({ search: 'uberprufe' })).toEqual([2])
    expect(numbers({ search: 'WEB make' })).toEqual([1])
  })
  it('is one task for a number', () => expect(numbers({ search: '#1' })).toEqual([1]))
  it('is also what was found in what the page does not have', () => {
    expect(numbers({ search: 'in the description' }, new Set([aCard({ number: 4 }).id]))).toEqual([4])
  })
  it('is what somebody has, or nobody', () => {
    expect(numbers({ assignees: ['ada'] })).toEqual([1])
    expect(numbers({ assignees: ['none'] })).toEqual([2, 4])
  })
  it('is what fits every filter', () => {
    expect(numbers({ labels: ['web', 'shop'], priorities: [3] })).toEqual([1])
    expect(numbers({ labels: ['web'], priorities: [0] })).toEqual([])
    expect(numbers({ columns: ['review', 'done'] })).toEqual([2, 4])
  })
  it('is all that has failed, parts of something as well', () => {
    const part = aCard({ number: 6, parentId: aCard({ number: 1 }).id, status: 'failed' })
    const shown = matching([...cards, part], { ...wholeView, ...failures }, 'maria')
    expect(shown.map(({ number }) => number)).toEqual([6])
  })
  it('is what I handed out, not what others or a key did', () => expect(numbers({ mine: true })).toEqual([2]))
  it('is what needs somebody, parts and all', () => expect(numbers({ needsYou: true })).toEqual([2, 12]))
})

describe('a task', () => {
  it('needs you when you can make it move, and not while it is a draft', () => {
    expect(needsYou(aCard({ why: why('you') }))).toBe(true)
    expect(needsYou(aCard({ why: why('platform') }))).toBe(false)
    expect(needsYou(aCard({ status: 'draft', why: why('you') }))).toBe(false)
  })
})
