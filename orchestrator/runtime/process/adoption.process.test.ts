// Gateways outlive the orchestrator that launched them, and the next one takes them over as they are. Most of it runs
// with the stand-in; two that begin at once are OpenClaw itself, which takes long enough until it listens.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  gatewaysOf,
  type Installation,
  onlyGateway,
  openInstallation,
  specForTest,
  untilDesk,
  untilReady,
} from '#tests/support/desk-installation.ts'
import { installStandIn } from '#tests/support/stand-in-openclaw.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

const starter = join(import.meta.dirname, '../../../tests/support/desk-starter-program.mjs')
let folder: Awaited<ReturnType<typeof makeFolder>>
let openclawDir: string
let installation: Installation
beforeAll(async () => {
  folder = await makeFolder('deskhand-adoption-')
  openclawDir = await installStandIn(folder.path)
  installation = await openInstallation({ openclawDir })
  await installation.runtime.prepare(() => undefined)
})
afterAll(async () => {
  await installation.close()
  await folder.remove()
})

const recordOf = (deskId: string) => join(installation.home, 'desks', deskId, 'desk.json')

describe('a gateway whose orchestrator was killed', () => {
  it('goes on, and is adopted by the next orchestrator', async () => {
    const orchestrator = spawn(process.execPath, [starter, installation.home, 'ada'], {
      env: { ...process.env, OPENCLAW_DIR: openclawDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(orchestrator.stdout, 'data')
    orchestrator.kill('SIGKILL')
    await once(orchestrator, 'exit')
    const before = await onlyGateway(installation.home, 'ada')

    await untilReady(installation.runtime, 'ada')
    await installation.runtime.start('ada')
    expect((await onlyGateway(installation.home, 'ada')).pid).toBe(before.pid)
  })

  it('is found by its marks when its record was lost', async () => {
    const before = await onlyGateway(installation.home, 'ada')
    await rm(recordOf('ada'))
    const [desk] = await installation.runtime.observe()
    expect(desk).toMatchObject({
      deskId: 'ada',
      generation: 1,
      configHash: 'config-1',
      filesHash: '',
      state: 'ready',
    })
    await installation.runtime.refresh(specForTest('ada'))
    await installation.runtime.start('ada')
    expect((await onlyGateway(installation.home, 'ada')).pid).toBe(before.pid)
  })

  it('is found by its marks when its record is damaged', async () => {
    const before = await onlyGateway(installation.home, 'ada')
    await writeFile(recordOf('ada'), '{"deskId":"ada","gener')
    const next = await installation.second()
    expect(await next.observe()).toMatchObject([{ deskId: 'ada', state: 'ready' }])
    expect((await onlyGateway(installation.home, 'ada')).pid).toBe(before.pid)
  })

  it('tells the next orchestrator how it ended', async () => {
    process.kill((await onlyGateway(installation.home, 'ada')).pid, 'SIGKILL')
    const next = await installation.second()
    const desk = await untilDesk(next, 'ada', (now) => now?.state === 'exited')
    expect(desk?.exit).toMatchObject({ signal: 'SIGKILL', cause: 'killed' })
  })

  it('that vanished with everything around it is told as that', async () => {
    await installation.runtime.start('ada')
    const { launch } = await onlyGateway(installation.home, 'ada')
    process.kill(launch.root.pid, 'SIGKILL')
    for (const { pid } of [launch.namespaceInit ?? launch.root]) process.kill(pid, 'SIGKILL')
    const desk = await untilDesk(installation.runtime, 'ada', (now) => now?.state === 'exited')
    expect(desk?.exit?.cause).toBe('vanished')
    expect(await gatewaysOf(installation.home, 'ada')).toEqual([])
  })
})

describe('two gateways of one desk', () => {
  let real: Installation
  beforeAll(async () => {
    real = await openInstallation()
    await real.runtime.prepare(() => undefined)
  })
  afterAll(() => real.close())

  it('become one: the one that is written down', async () => {
    await real.runtime.make(specForTest('bob'))
    await real.runtime.start('bob')
    const stray = await onlyGateway(real.home, 'bob')
    const blind = await real.second({ listProcesses: async () => [] })
    await blind.observe()
    await blind.start('bob')
    const both = await gatewaysOf(real.home, 'bob')
    expect(both).toHaveLength(2)

    await untilReady(real.runtime, 'bob')
    const { launch } = await onlyGateway(real.home, 'bob')
    expect(both.map(({ launchId }) => launchId)).toContain(launch.launchId)
    expect(launch.launchId).not.toBe(stray.launch.launchId)
  })
})
