import { expect, it, vi } from 'vitest'
import { oneMoreTime } from './one-more-time.ts'

it('does one piece of work at a time, and one more for all who asked meanwhile', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let begun = 0
  const { ask } = oneMoreTime(
    () => {
      const gate = gates[begun]
      begun += 1
      return gate?.promise ?? Promise.resolve()
    },
    () => undefined,
  )
  ask()
  ask()
  ask()
  expect(begun).toBe(1)
  gates[0]?.resolve()
  await vi.waitFor(() => expect(begun).toBe(2))
  gates[1]?.resolve()
  await gates[1]?.promise
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toBe(2)
  ask()
  expect(begun).toBe(3)
})

it('tells of a failure and goes on', async () => {
  const failures: unknown[] = []
  let times = 0
  const { ask } = oneMoreTime(
    async () => {
      times += 1
      if (times === 1) throw new Error('no')
    },
    (error) => failures.push(error),
  )
  ask()
  await vi.waitFor(() => expect(failures).toHaveLength(1))
  ask()
  await vi.waitFor(() => expect(times).toBe(2))
})
