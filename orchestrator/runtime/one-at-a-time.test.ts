import { describe, expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

describe('turns', () => {
  it('come one after the other for one desk, also after a failure, and are over when done', async () => {
    const turns = oneAtATime()
    const order: string[] = []
    const first = Promise.withResolvers<void>()
    const failing = turns.run('ada', async () => {
      await first.promise
      order.push('first')
      throw new Error('no')
    })
    const second = turns.run('ada', async () => order.push('second'))
    await turns.run('bob', async () => order.push('bob'))
    expect(turns.isBusy('ada')).toBe(true)
    first.resolve()
    await expect(failing).rejects.toThrow('no')
    await second
    expect(order).toEqual(['bob', 'first', 'second'])
    expect(turns.isBusy('ada')).toBe(false)
  })
})
