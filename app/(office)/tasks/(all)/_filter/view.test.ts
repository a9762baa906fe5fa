import { describe, expect, it } from 'vitest'
import { isNarrowed, narrowings, queryOf, toggled, type View, viewOf, wholeView } from './view.ts'

const full: View = {
  layout: 'list',
  search: 'landing & page',
  assignees: ['none', 'a1'],
  labels: ['web, shop', 'ünï'],
  priorities: [3, 0],
  columns: ['ready', 'review'],
  needsYou: true,
  mine: true,
  parts: true,
  open: ['failed'],
}

describe('the view in the address', () => {
  it('is nothing for the plain board', () => expect(queryOf(wholeView)).toBe(''))

  it('says everything, and is read as it was written', () => {
    expect(viewOf(new URLSearchParams(queryOf(full)))).toEqual(full)
    expect(queryOf({ ...wholeView, mine: true, needsYou: true, priorities: [3, 2] })).toBe(
      '?priority=3,2&needs-you&mine',
    )
  })

  it('reads nothing but what it knows', () => {
    const view = viewOf(new URLSearchParams('view=cards&priority=9,x,2,2&status=ready,gone&open=&other=1'))
    expect(view).toEqual({ ...wholeView, priorities: [2], columns: ['ready'] })
  })
})

describe('a view', () => {
  it('is narrowed by what leaves tasks out, not by how it shows them', () => {
    expect(isNarrowed({ ...wholeView, layout: 'list', parts: true, open: ['failed'] })).toBe(false)
    for (const changes of [{ search: 'x' }, { labels: ['a'] }, { needsYou: true }, { mine: true }]) {
      expect(isNarrowed({ ...wholeView, ...changes })).toBe(true)
    }
    expect(narrowings(full)).toBe(4)
  })

  it('takes a choice and gives it back', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})
