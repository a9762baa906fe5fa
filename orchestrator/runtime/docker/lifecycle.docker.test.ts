// One desk from its making to its end in the real engine, with a stand-in at the desk.
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  hireStandIn,
  openStandIns,
  type StandIns,
  standInSpec,
  untilSeen,
} from '#tests/support/stand-in-desks.ts'

let standIns: StandIns
const phases: string[] = []
beforeAll(async () => {
  standIns = await openStandIns()
  await standIns.runtime.prepare(({ phase }) => phases.push(phase))
})
afterAll(() => standIns.close())

const observed = async (deskId: string) =>
  (await standIns.runtime.observe()).find((desk) => desk.deskId === deskId)
const inspect = (deskId: string) => standIns.engine.getContainer(standIns.names.container(deskId)).inspect()

describe('a host', () => {
  it('is prepared in phases, and again without harm', async () => {
    expect(phases[0]).toBe('looking_for_docker')
    expect(phases.at(-1)).toBe('starting_gatehouse')
    const before = (await standIns.engine.getContainer(standIns.names.gatehouse).inspect()).Id
    await standIns.runtime.prepare(() => undefined)
    expect((await standIns.engine.getContainer(standIns.names.gatehouse).inspect()).Id).toBe(before)
  })

  it('without the runtime it demands is not prepared', async () => {
    const strict = await standIns.second({ ociRuntime: 'runsc-of-nowhere' })
    await expect(strict.prepare(() => undefined)).rejects.toThrow(/runsc-of-nowhere.*does not have/)
  })
})

describe('a desk', () => {
  it('is unknown until it is made', async () => {
    expect(await observed('ada')).toBeUndefined()
    await expect(standIns.runtime.start('ada')).rejects.toMatchObject({ code: 'not_found' })
    await expect(standIns.runtime.gateway('ada')).rejects.toMatchObject({ code: 'not_found' })
    await expect(standIns.runtime.logs('ada', 10)).rejects.toMatchObject({ code: 'not_found' })
    await expect(standIns.runtime.stats('ada')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is made, and made again without harm', async () => {
    await standIns.runtime.make(standInSpec('ada'))
    const { Id } = await inspect('ada')
    await standIns.runtime.make(standInSpec('ada'))
    expect((await inspect('ada')).Id).toBe(Id)
    expect(await observed('ada')).toMatchObject({
      state: 'made',
      phase: 'made',
      configHash: 'config-1',
      generation: 1,
    })
  })

  it('becomes ready, with a hint', async () => {
    const hints: string[] = []
    const stopWatching = standIns.runtime.watch((deskId) => hints.push(deskId))
    await standIns.runtime.start('ada')
    const desk = await untilSeen(standIns.runtime, 'ada', (now) => now?.state === 'ready')
    stopWatching()
    expect(desk).toMatchObject({
      phase: 'ready',
      filesHash: 'files-1',
      configHash: 'config-1',
      release: null,
    })
    expect(desk?.complaint).toBeUndefined()
    expect(hints).toContain('ada')
  })

  it('is started once, however often one asks', async () => {
    const { State } = await inspect('ada')
    await Promise.all([standIns.runtime.start('ada'), standIns.runtime.start('ada')])
    expect((await inspect('ada')).State.StartedAt).toBe(State.StartedAt)
  })

  it('gets new files without a restart', async () => {
    const { State } = await inspect('ada')
    const files = [{ path: 'SOUL.md', content: 'changed' }]
    await standIns.runtime.refresh(standInSpec('ada', { files, filesHash: 'files-2' }))
    expect(await untilSeen(standIns.runtime, 'ada', (desk) => desk?.filesHash === 'files-2')).toMatchObject({
      state: 'ready',
    })
    expect((await standIns.runtime.exec('ada', ['cat', 'workspace/SOUL.md'])).stdout).toBe('changed')
    expect((await inspect('ada')).State.StartedAt).toBe(State.StartedAt)
  })

  it('runs commands with its own environment, without the key of its door', async () => {
    const { stdout } = await standIns.runtime.exec('ada', ['env'])
    expect(stdout).toContain('OPENCLAW_GATEWAY_TOKEN=token-of-ada')
    expect(stdout).not.toContain('door-key-of-ada')
    const failing = await standIns.runtime.exec('ada', ['sh', '-c', 'echo out; echo err >&2; exit 7'])
    expect(failing).toEqual({ exitCode: 7, stdout: 'out\n', stderr: 'err\n' })
    expect((await standIns.runtime.exec('ada', ['sleep', '60'], { timeoutMs: 1000 })).exitCode).toBe(124)
  })

  it('tells what it uses and what it said, without its secrets', async () => {
    const stats = await standIns.runtime.stats('ada')
    expect(stats).toMatchObject({ memoryLimitBytes: 256 * 1024 * 1024, homeBytes: 1000 })
    expect(stats.memoryBytes).toBeGreaterThan(10_000_000)
    expect(stats.processes).toBeGreaterThan(0)
    const log = await standIns.runtime.logs('ada', 100)
    expect(log).toContain('the stand-in is at its desk')
    expect(log).toContain('handover 1 config-1')
    expect(log).not.toContain('token-of-ada')
  })

  it('lets the orchestrator through to its gateway, also twice at once', async () => {
    const { url, token } = await standIns.runtime.gateway('ada')
    expect(token).toBe('token-of-ada')
    const sockets = [1, 2].map(() => connect(Number(new URL(url).port), '127.0.0.1'))
    for (const [at, socket] of sockets.entries()) {
      socket.write(`hello ${at}`)
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toBe(`hello ${at}`)
      socket.destroy()
    }
  })

  it('shows its desktop', async () => {
    const desktop = await standIns.runtime.openDesktop('ada')
    const [greeting] = await once(desktop, 'data')
    expect(String(greeting)).toBe('RFB 003.008\n')
    desktop.destroy()
    const picture = await standIns.runtime.pictureOf('ada', 480)
    expect(picture.bytes.subarray(2).toString()).toBe('480')
  })

  it('can be held back while a person has the desktop', async () => {
    await standIns.runtime.pauseInput('ada', true)
    await standIns.runtime.pauseInput('ada', false)
  })

  it('keeps its home from being read or destroyed while it runs', async () => {
    await expect(standIns.runtime.openHome('ada')).rejects.toMatchObject({ code: 'conflict' })
    await expect(standIns.runtime.destroyHome('ada')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('stops when asked, which is no failure, and starts again', async () => {
    await standIns.runtime.stop('ada', 10_000)
    expect(await observed('ada')).toMatchObject({ state: 'made', phase: 'stopped' })
    expect((await inspect('ada')).State).toMatchObject({ Running: false, ExitCode: 0 })
    await standIns.runtime.stop('ada', 10_000)
    await standIns.runtime.start('ada')
    await untilSeen(standIns.runtime, 'ada', (desk) => desk?.state === 'ready')
  })

  it('ends in time, also when it does not listen', async () => {
    await standIns.engine.getContainer(standIns.names.container('ada')).pause()
    await standIns.runtime.stop('ada', 500)
    expect((await inspect('ada')).State.Running).toBe(false)
  })

  it('runs commands at its home also while it does not run', async () => {
    expect((await standIns.runtime.exec('ada', ['cat', 'workspace/SOUL.md'])).stdout).toBe('changed')
  })

  it('of a new configuration is made with it over the same home', async () => {
    await standIns.runtime.make(standInSpec('ada', { configHash: 'config-2', files: [] }))
    expect(await observed('ada')).toMatchObject({ configHash: 'config-2' })
    await standIns.runtime.start('ada')
    await untilSeen(
      standIns.runtime,
      'ada',
      (desk) => desk?.state === 'ready' && desk.configHash === 'config-2',
    )
    await standIns.runtime.stop('ada', 5_000)
  })

  it('is forgotten when removed, while its home stays for the next generation', async () => {
    await standIns.runtime.remove('ada')
    await standIns.runtime.remove('ada')
    expect(await observed('ada')).toBeUndefined()
    await expect(standIns.engine.getNetwork(standIns.names.network('ada')).inspect()).rejects.toMatchObject({
      statusCode: 404,
    })
    await hireStandIn(standIns.runtime, standInSpec('ada', { generation: 2, files: [] }))
    expect(await observed('ada')).toMatchObject({ state: 'ready', generation: 2 })
    expect((await standIns.runtime.exec('ada', ['cat', 'workspace/SOUL.md'])).stdout).toBe('changed')
  })

  it('leaves nothing when its home is destroyed', async () => {
    await standIns.runtime.remove('ada')
    await standIns.runtime.destroyHome('ada')
    await standIns.runtime.destroyHome('ada')
    await expect(standIns.engine.getVolume(standIns.names.home('ada')).inspect()).rejects.toMatchObject({
      statusCode: 404,
    })
  })
})

describe('reach', () => {
  it('is what was said last: refusals are heard', async () => {
    const refusals = vi.fn()
    const stop = standIns.runtime.onRefusal(refusals)
    await hireStandIn(standIns.runtime, standInSpec('bob'))
    await standIns.runtime.setReach([{ deskId: 'bob', sites: ['example.org'] }])
    const ask = `require('http').request({ host: 'gatehouse', port: 3128, method: 'CONNECT', path: 'elsewhere.example:443' }).on('connect', (r, s) => { console.log(r.statusCode); s.destroy() }).end()`
    const { stdout } = await standIns.runtime.exec('bob', ['node', '-e', ask])
    expect(stdout).toContain('403')
    await vi.waitFor(() => expect(refusals).toHaveBeenCalled())
    expect(refusals.mock.calls[0]?.[0]).toMatchObject({
      deskId: 'bob',
      host: 'elsewhere.example',
      port: 443,
      why: 'not_allowed',
    })
    stop()
  })

  it('leads nowhere but to the gatehouse', async () => {
    const tries = ['1.1.1.1:443', '172.17.0.1:22', '169.254.169.254:80', `${await addressOfOutside()}:80`]
    await Promise.all(
      tries.map(async (place) => {
        const [host, port] = place.split(':')
        const attempt = `const s = require('net').connect(${port}, '${host}'); s.setTimeout(1500, () => { console.log('no'); process.exit() }); s.on('connect', () => { console.log('reached'); process.exit() }); s.on('error', () => { console.log('no'); process.exit() })`
        expect((await standIns.runtime.exec('bob', ['node', '-e', attempt])).stdout, place).toBe('no\n')
      }),
    )
    const door = `require('net').connect(3128, 'gatehouse').on('connect', () => { console.log('reached'); process.exit() })`
    expect((await standIns.runtime.exec('bob', ['node', '-e', door])).stdout).toBe('reached\n')
  })
})

async function addressOfOutside(): Promise<string> {
  const { IPAM } = await standIns.engine.getNetwork(standIns.names.outside).inspect()
  return IPAM?.Config?.[0]?.Gateway ?? ''
}
