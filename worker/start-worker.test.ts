import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWorker } from './start-worker.ts'

const { carryRun, claimTask } = vi.hoisted(() => ({ carryRun: vi.fn(), claimTask: vi.fn() }))
vi.mock('./supervisor/carry-run.ts', () => ({ carryRun }))
vi.mock('./supervisor/claim-task.ts', () => ({ claimTask }))
vi.mock('./supervisor/clean-up.ts', () => ({ cleanUp: async () => undefined }))
vi.mock('./supervisor/lock-state.ts', () => ({ lockState: async () => async () => undefined }))
vi.mock('./supervisor/register.ts', () => ({ register: async () => 'worker' }))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const aRun = () => ({ worked: Promise.withResolvers<void>(), ended: Promise.withResolvers<void>() })

it('gives the last of several runs as long to be reported as the first', async () => {
  const [first, second] = [aRun(), aRun()]
  const given: AbortSignal[] = []
  for (const { worked, ended } of [first, second])
    carryRun.mockImplementationOnce((_, { giveUp }: { giveUp: AbortSignal }) => {
      given.push(giveUp)
      return { worked: worked.promise, ended: ended.promise }
    })
  claimTask.mockResolvedValue({})
  const worker = await startWorker(
    {
      connection: { siteUrl: 'http://desk.example', key: 'a key', userAgent: 'test' },
      name: 'test',
      version: '1',
      executor: { kind: 'command', command: ['true'] },
      capabilities: [],
      concurrency: 2,
      stateDir: tmpdir(),
      taskTimeoutMs: 1000,
      sandbox: 'none',
      expose: [],
      environment: {},
    },
    () => undefined,
  )
  await vi.waitFor(() => expect(given).toHaveLength(2))
  worker.drain('Enough.')
  first.worked.resolve()
  first.ended.resolve()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(given[1]?.aborted).toBe(false)
  second.worked.resolve()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(given[1]?.aborted).toBe(true)
  second.ended.resolve()
  await worker.ended
})
