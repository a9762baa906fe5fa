// One desk from its making to its end, with a real OpenClaw gateway.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  gatewayConfigForTest,
  gatewaysOf,
  type Installation,
  onlyGateway,
  openInstallation,
  specForTest,
  stillRunning,
  untilDesk,
  untilReady,
} from '#tests/support/desk-installation.ts'

let installation: Installation
const hostCanary = 'a secret of the installation'
beforeAll(async () => {
  process.env.DESKHAND_TEST_CANARY = hostCanary
  installation = await openInstallation()
  await installation.runtime.prepare(() => undefined)
})
afterAll(async () => {
  delete process.env.DESKHAND_TEST_CANARY
  await installation.close()
})

const observed = async (deskId: string) =>
  (await installation.runtime.observe()).find((desk) => desk.deskId === deskId)
const inWorkspace = (deskId: string, ...command: string[]) =>
  installation.runtime.exec(deskId, ['sh', '-c', `cd ~/.openclaw/workspace && ${command.join(' ')}`])

describe('a desk', () => {
  it('is unknown until it is made', async () => {
    expect(await observed('ada')).toBeUndefined()
    await expect(installation.runtime.start('ada')).rejects.toMatchObject({ code: 'not_found' })
    await expect(installation.runtime.gateway('ada')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is made, and made again without harm', async () => {
    await installation.runtime.make(specForTest('ada'))
    await installation.runtime.make(specForTest('ada'))
    expect(await observed('ada')).toMatchObject({
      state: 'made',
      phase: 'made',
      configHash: 'config-1',
      generation: 1,
    })
  })

  it('becomes ready, with a hint, in its phases', async () => {
    const hints: string[] = []
    const phases = new Set<string>()
    const stopWatching = installation.runtime.watch((deskId) => hints.push(deskId))
    await installation.runtime.start('ada')
    const desk = await untilDesk(installation.runtime, 'ada', (now) => {
      phases.add(now?.phase ?? '')
      return now?.state === 'ready'
    })
    stopWatching()
    expect(desk).toMatchObject({ phase: 'ready', filesHash: 'files-1', configHash: 'config-1' })
    expect([...phases]).toContain('starting_gateway')
    expect(hints).toContain('ada')
  })

  it('is started once, however often one asks', async () => {
    const { launch } = await onlyGateway(installation.home, 'ada')
    await Promise.all([installation.runtime.start('ada'), installation.runtime.start('ada')])
    expect((await onlyGateway(installation.home, 'ada')).launch.launchId).toBe(launch.launchId)
  })

  it('tells what it uses and what it says, without its secrets', async () => {
    const stats = await installation.runtime.stats('ada')
    expect(stats.processes).toBeGreaterThan(1)
    expect(stats.memoryBytes).toBeGreaterThan(50_000_000)
    expect(stats.homeBytes).toBeGreaterThan(0)
    expect(stats.homeLimitBytes).toBeGreaterThan(stats.homeBytes)
    const lines = (await installation.runtime.logs('ada', 3)).split('\n')
    expect(lines.length).toBeLessThanOrEqual(3)
    expect(await installation.runtime.logs('ada', 500)).toContain('[gateway]')
    expect(await installation.runtime.logs('ada', 500)).not.toContain('token-of-ada')
  })

  it('has no desktop, and says what would give it one', async () => {
    expect(installation.runtime.hasDesktop).toBe(false)
    await expect(installation.runtime.openDesktop('ada')).rejects.toMatchObject({ code: 'unavailable' })
    await expect(installation.runtime.pictureOf('ada', 480)).rejects.toThrow(/DESK_RUNTIME/)
  })

  it('shows its gateway nothing of the orchestrator’s environment', async () => {
    const { pid } = await onlyGateway(installation.home, 'ada')
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
    expect(environment).toContain('token-of-ada')
    expect(environment).not.toContain(hostCanary)
    expect(environment).not.toContain('DATABASE_URL')
  })

  it('gets new files without a restart', async () => {
    const { launch } = await onlyGateway(installation.home, 'ada')
    const files = [{ path: 'SOUL.md', content: 'changed' }]
    await installation.runtime.refresh(specForTest('ada', { files, filesHash: 'files-2' }))
    expect(await observed('ada')).toMatchObject({ state: 'ready', filesHash: 'files-2' })
    expect((await inWorkspace('ada', 'cat SOUL.md; ls skills')).stdout).toBe('changed')
    expect((await onlyGateway(installation.home, 'ada')).launch.launchId).toBe(launch.launchId)
  })

  it('that is killed says so, and comes back at the same port and home', async () => {
    const { url } = await installation.runtime.gateway('ada')
    await inWorkspace('ada', 'echo remember >MEMORY.md')
    process.kill((await onlyGateway(installation.home, 'ada')).pid, 'SIGKILL')
    const gone = await untilDesk(installation.runtime, 'ada', (desk) => desk?.state === 'exited')
    expect(gone?.exit).toMatchObject({ signal: 'SIGKILL', code: null, cause: 'killed' })
    expect(gone?.exit?.logTail).toContain('[gateway] ready')
    expect(gone?.exit?.logTail).not.toContain('token-of-ada')
    expect(await gatewaysOf(installation.home, 'ada')).toEqual([])
    expect((await observed('ada'))?.since).toEqual(gone?.since)

    await installation.runtime.start('ada')
    await untilReady(installation.runtime, 'ada')
    expect((await installation.runtime.gateway('ada')).url).toBe(url)
    expect((await inWorkspace('ada', 'cat MEMORY.md')).stdout).toBe('remember\n')
  })

  it('keeps its home from being packed or destroyed while it runs', async () => {
    await expect(installation.runtime.openHome('ada')).rejects.toMatchObject({ code: 'conflict' })
    await expect(installation.runtime.destroyHome('ada')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('stops when asked, completely, which is no failure', async () => {
    const { everything } = (await onlyGateway(installation.home, 'ada')).launch
    expect(everything.length).toBeGreaterThan(3)
    await installation.runtime.stop('ada', 10_000)
    expect(await observed('ada')).toMatchObject({ state: 'made', phase: 'stopped' })
    expect(await stillRunning(everything)).toEqual([])
    await installation.runtime.stop('ada', 10_000)
  })

  it('moves to another port when a stranger sits at its own', async () => {
    const port = Number(new URL((await installation.runtime.gateway('ada')).url).port)
    const stranger = createServer()
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
    try {
      await installation.runtime.start('ada')
      await untilReady(installation.runtime, 'ada')
      expect((await installation.runtime.gateway('ada')).url).not.toContain(String(port))
    } finally {
      stranger.close()
    }
  })

  it('ends in time, also when its gateway does not listen', async () => {
    const { pid } = await onlyGateway(installation.home, 'ada')
    process.kill(pid, 'SIGSTOP')
    await installation.runtime.stop('ada', 500)
    expect(await gatewaysOf(installation.home, 'ada')).toEqual([])
  })

  it('is forgotten when removed, while its home stays for the next generation', async () => {
    await installation.runtime.remove('ada')
    await installation.runtime.remove('ada')
    expect(await observed('ada')).toBeUndefined()
    await installation.runtime.make(specForTest('ada', { generation: 2 }))
    expect(await observed('ada')).toMatchObject({ state: 'made', generation: 2 })
    expect((await inWorkspace('ada', 'cat MEMORY.md')).stdout).toBe('remember\n')
  })

  it('gives its home as a stream, takes it back whole, and keeps it when the stream breaks', async () => {
    await installation.runtime.remove('ada')
    const memory = join(installation.home, 'desks/ada/home/.openclaw/workspace/MEMORY.md')
    const pieces = await (await installation.runtime.openHome('ada')).toArray()
    await writeFile(memory, 'forgotten\n')
    const broken = Readable.from([...pieces.slice(0, -1), Buffer.from('nonsense')], { objectMode: false })
    await expect(installation.runtime.replaceHome('ada', broken)).rejects.toMatchObject({ code: 'invalid' })
    expect(await readFile(memory, 'utf8')).toBe('forgotten\n')
    await installation.runtime.replaceHome('ada', Readable.from(pieces, { objectMode: false }))
    expect(await readFile(memory, 'utf8')).toBe('remember\n')
    expect(await readdir(join(installation.home, 'desks/ada'))).toEqual(['home'])
  })

  it.each(['is made', 'gives its home'])(
    'is whole again when it %s after a replacement that somebody killed',
    async (act) => {
      const folder = join(installation.home, 'desks/ada')
      await installation.runtime.remove('ada')
      // As it lies there between the two moves.
      await rename(join(folder, 'home'), join(folder, '.restore-1-before'))
      await mkdir(join(folder, '.restore-1'))
      if (act === 'is made') await installation.runtime.make(specForTest('ada', { generation: 3 }))
      else await (await installation.runtime.openHome('ada')).toArray()
      expect(await readFile(join(folder, 'home/.openclaw/workspace/MEMORY.md'), 'utf8')).toBe('remember\n')
      expect((await readdir(folder)).filter((name) => name.startsWith('.restore'))).toEqual([])
    },
  )

  it('leaves nothing when its home is destroyed', async () => {
    await installation.runtime.destroyHome('ada')
    await installation.runtime.destroyHome('ada')
    expect(existsSync(join(installation.home, 'desks', 'ada'))).toBe(false)
    await expect(installation.runtime.openHome('ada')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a configuration that OpenClaw refuses', () => {
  it('is told as what it is', async () => {
    const gatewayConfig: typeof gatewayConfigForTest = (at) => ({
      ...gatewayConfigForTest(at),
      nonsense: true,
    })
    await installation.runtime.make(specForTest('bob', { gatewayConfig }))
    await installation.runtime.start('bob')
    const desk = await untilDesk(installation.runtime, 'bob', (now) => now?.state !== 'starting')
    expect(desk?.exit).toMatchObject({ code: 78, cause: 'bad_config' })
    expect(desk?.exit?.reason).toMatch(/refused its configuration\. .+/s)
  })
})
