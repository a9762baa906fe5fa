import { expect, it } from 'vitest'
import { portraitSeeds } from './portrait-seeds.ts'

it('offers the present face and seven others, other ones each round, the same ones when one comes back', () => {
  const id = 'dce7eda0-095f-4d4f-a81b-9ded154a365e'
  const [first, second] = [portraitSeeds(id, id, 0), portraitSeeds(id, id, 1)]
  expect(first[0]).toBe(id)
  expect(new Set([...first, ...second]).size).toBe(15)
  expect(portraitSeeds(id, id, 0)).toEqual(first)
  expect(portraitSeeds(id, first[3] ?? '', 0)).toHaveLength(8)
})
