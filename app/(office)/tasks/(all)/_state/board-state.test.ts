import { describe, expect, it } from 'vitest'
import { aCard } from '../../[id]/_testing/task.ts'
import { seenCards, stateOf, withoutWish, withTruth, withWish } from './board-state.ts'

const one = aCard({ number: 1 })
const two = aCard({ number: 2 })
const later = '2026-11-02T10:00:00.000Z'

describe('what the page knows', () => {
  it('takes over what is newer, and nothing older', () => {
    const newer = { ...one, title: 'New', updatedAt: later }
    const state = withTruth(stateOf([one, two]), [newer])
    expect(seenCards(state).get(one.id)?.title).toBe('New')
    expect(seenCards(withTruth(state, [one])).get(one.id)?.title).toBe('New')
  })

  it('keeps every other card the very same, so that it is not drawn again', () => {
    const state = withWish(withTruth(stateOf([one, two]), [{ ...one, updatedAt: later }]), 1, one.id, {
      priority: 3,
    })
    expect(seenCards(state).get(two.id)).toBe(two)
  })

  it('shows a wish over the truth until it is settled, whatever is told meanwhile', () => {
    const wished = withWish(stateOf([one]), 1, one.id, { status: 'done' })
    const told = withTruth(wished, [{ ...one, title: 'New', updatedAt: later }])
    expect(seenCards(told).get(one.id)).toMatchObject({ status: 'done', title: 'New' })
    expect(seenCards(withoutWish(told, 1)).get(one.id)).toMatchObject({ status: 'ready', title: 'New' })
  })

  it('keeps two wishes for one task apart', () => {
    const both = withWish(withWish(stateOf([one]), 1, one.id, { status: 'done' }), 2, one.id, { priority: 3 })
    expect(seenCards(withoutWish(both, 1)).get(one.id)).toMatchObject({ status: 'ready', priority: 3 })
  })

  it('wishes nothing for a card it does not have', () => {
    expect(seenCards(withWish(stateOf([one]), 1, two.id, { priority: 3 })).size).toBe(1)
  })
})
