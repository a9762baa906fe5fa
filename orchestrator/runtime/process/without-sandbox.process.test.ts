// The same life where bubblewrap does not work.
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  gatewaysOf,
  type Installation,
  onlyGateway,
  openInstallation,
  specForTest,
  stillRunning,
  untilDesk,
  untilReady,
} from '#tests/support/desk-installation.ts'
import { listPsProcesses } from './list-ps-processes.ts'

const byPs = { listProcesses: listPsProcesses }
let installation: Installation
beforeAll(async () => {
  installation = await openInstallation({ sandbox: false })
  await installation.runtime.prepare(() => undefined)
})
afterAll(() => installation.close())

it('a plain child starts, is adopted, tells how it was killed, and ends with all it started', async () => {
  const { runtime, home } = installation
  await runtime.make(specForTest('ada'))
  await runtime.start('ada')
  await untilReady(runtime, 'ada')
  const next = await installation.second()
  expect(await next.observe()).toMatchObject([{ state: 'ready' }])

  process.kill((await onlyGateway(home, 'ada')).pid, 'SIGKILL')
  const gone = await untilDesk(next, 'ada', (desk) => desk?.state === 'exited')
  expect(gone?.exit?.signal).toBe('SIGKILL')
  expect(await gatewaysOf(home, 'ada')).toEqual([])

  await next.start('ada')
  await untilReady(next, 'ada')
  const { everything } = (await onlyGateway(home, 'ada')).launch
  await next.stop('ada', 10_000)
  expect(await stillRunning(everything)).toEqual([])
})

it('where the system hides environments, pid and start time do', async () => {
  const { home } = installation
  const [first, next] = [await installation.second(byPs), await installation.second(byPs)]
  await first.make(specForTest('bob'))
  await first.start('bob')
  const { pid } = await onlyGateway(home, 'bob')
  await next.start('bob')
  expect(await next.observe()).toContainEqual(expect.objectContaining({ deskId: 'bob', state: 'starting' }))
  expect((await onlyGateway(home, 'bob')).pid).toBe(pid)

  process.kill(pid, 'SIGKILL')
  const gone = await untilDesk(next, 'bob', (desk) => desk?.state === 'exited')
  expect(gone?.exit?.signal).toBe('SIGKILL')
  expect(await gatewaysOf(home, 'bob')).toEqual([])
})
