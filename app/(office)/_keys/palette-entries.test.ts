import { describe, expect, it } from 'vitest'
import { exampleEmployee as ada } from '#lib/wire/examples.ts'
import { paletteEntries } from './palette-entries.ts'

const zoe = { ...ada, id: 'zoe', name: 'Zoë', lifecycle: 'paused' } as const
const theo = { ...ada, id: 'theo', name: 'Theo', lifecycle: 'leaving' } as const
const entries = (search: string, isManager = true) => paletteEntries([ada, zoe, theo], search, isManager)
const words = (search: string, isManager = true) =>
  Object.values(entries(search, isManager)).flatMap((group) =>
    group.map((entry: { words: string }) => entry.words),
  )

describe('the palette', () => {
  it('offers everybody, every page and what can be done', () => {
    expect(words('')).toEqual(
      expect.arrayContaining(['Ada', 'Settings of Ada', 'Pause Ada', 'Start Zoë', 'Hire somebody']),
    )
    expect(words('theo')).toEqual(['Theo', 'Settings of Theo'])
  })

  it('finds by the words typed, in any order and without accents', () => {
    expect(words('zoe start')).toEqual(['Start Zoë'])
    expect(words('trail set')).toEqual(['Settings: Audit trail'])
    expect(words('nothing like it')).toEqual([])
  })

  it('leads to the tasks, to a new one, and to one by its number', () => {
    expect(words('tasks')).toEqual(['Tasks', 'Recurring tasks'])
    expect(words('create task')).toEqual(['Create a task'])
    for (const typed of ['#12', ' 12 ']) {
      expect(entries(typed).pages[0]).toMatchObject({ words: 'Go to task #12', href: '/tasks?go=12' })
    }
    expect(words('twelve')).toEqual([])
  })

  it('keeps from members what is not theirs', () => {
    expect(words('hire', false)).toEqual([])
    expect(words('audit', false)).toEqual([])
    expect([words('usage'), words('usage', false)]).toEqual([['Usage'], []])
  })

  it('shows no more than one can read of a thousand', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) => ({
      ...ada,
      id: `${index}`,
      name: `Clone ${index}`,
    }))
    expect(paletteEntries(crowd, 'clone', true).employees).toHaveLength(20)
    expect(paletteEntries(crowd, 'clone 777', true).employees).toHaveLength(1)
  })
})
