import { describe, expect, it } from 'vitest'
import { pictureQueue } from './picture-queue.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

function held() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, done: resolve }
}

describe('pictures of many desks', () => {
  it('are asked for three at a time, in order', async () => {
    const queue = pictureQueue()
    const works = Array.from({ length: 5 }, held)
    const begun: number[] = []
    for (const [at, { promise }] of works.entries()) {
      queue.add(() => {
        begun.push(at)
        return promise
      })
    }
    expect(begun).toEqual([0, 1, 2])
    works[1]?.done()
    await settle()
    expect(begun).toEqual([0, 1, 2, 3])
    works[0]?.done()
    works[2]?.done()
    await settle()
    expect(begun).toEqual([0, 1, 2, 3, 4])
  })

  it('are not asked for once nobody waits for them', async () => {
    const queue = pictureQueue()
    const works = Array.from({ length: 3 }, held)
    for (const { promise } of works) queue.add(() => promise)
    let isAsked = false
    const withdraw = queue.add(async () => {
      isAsked = true
    })
    withdraw()
    for (const { done } of works) done()
    await settle()
    expect(isAsked).toBe(false)
  })
})
