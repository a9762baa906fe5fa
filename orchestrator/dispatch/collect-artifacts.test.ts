import { expect, it } from 'vitest'
import { choose } from './collect-artifacts.ts'

it('takes what lies on top first, and names what it leaves out', () => {
  const { taken, leftOut } = choose([
    { path: 'deep/er/x', sizeBytes: 1 },
    { path: 'b', sizeBytes: 1 },
    { path: 'a', sizeBytes: 11 * 1024 * 1024 },
  ])
  expect(taken.map(({ path }) => path)).toEqual(['b', 'deep/er/x'])
  expect(leftOut).toEqual(['a was not collected: it is larger than 10 MB.'])
})

it('stops at two hundred files and a hundred megabytes', () => {
  const many = Array.from({ length: 230 }, (_, index) => ({ path: `f${index}`, sizeBytes: 1 }))
  expect(choose(many).taken).toHaveLength(200)
  expect(choose(many).leftOut).toHaveLength(21)
  const large = Array.from({ length: 12 }, (_, index) => ({ path: `f${index}`, sizeBytes: 10 * 1024 * 1024 }))
  expect(choose(large).taken).toHaveLength(10)
})
