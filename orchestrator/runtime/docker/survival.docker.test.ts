// What desks survive, and how the true reason is told where they do not.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DockerRuntime } from '#orchestrator/runtime/docker/create-docker-runtime.ts'
import {
  hireStandIn,
  openStandIns,
  type StandIns,
  standInSpec,
  untilSeen,
} from '#tests/support/stand-in-desks.ts'
import { label } from './names.ts'

let standIns: StandIns
let runtime: DockerRuntime
beforeAll(async () => {
  standIns = await openStandIns()
  runtime = standIns.runtime
  await runtime.prepare(() => undefined)
})
afterAll(() => standIns.close())

const container = (deskId: string) => standIns.engine.getContainer(standIns.names.container(deskId))
const isReady = (desk: { state: string } | undefined) => desk?.state === 'ready'
const thingsOf = async (deskId: string) => {
  const filters = {
    label: [`${label.installation}=${standIns.names.installation}`, `${label.desk}=${deskId}`],
  }
  const [containers, networks, { Volumes }] = await Promise.all([
    standIns.engine.listContainers({ all: true, filters }),
    standIns.engine.listNetworks({ filters }),
    standIns.engine.listVolumes({ filters }),
  ])
  return [containers.length, networks.length, Volumes.length]
}

describe('a desk whose orchestrator ended', () => {
  it('goes on, and is adopted by the next one at its first look', async () => {
    await hireStandIn(runtime, standInSpec('ada'))
    const { State } = await container('ada').inspect()
    const next = await standIns.second()
    expect(await next.observe()).toMatchObject([
      { deskId: 'ada', state: 'ready', configHash: 'config-1', filesHash: 'files-1' },
    ])
    await next.start('ada')
    expect((await container('ada').inspect()).State.StartedAt).toBe(State.StartedAt)
    expect((await next.gateway('ada')).token).toBe('token-of-ada')
  })

  it('between starting it and telling it who it is, is told by the next one', async () => {
    await runtime.stop('ada', 1000)
    await runtime.start('ada')
    await container('ada').restart({ t: 0 })
    const next = await standIns.second()
    await untilSeen(next, 'ada', isReady)
  })

  it('is made again when what it must be told was lost', async () => {
    await rm(join(standIns.home, 'docker/ada/handover.json'))
    expect(await untilSeen(runtime, 'ada', (desk) => desk?.state === 'ready')).toMatchObject({
      configHash: '',
    })
    await runtime.stop('ada', 1000)
    await hireStandIn(runtime, standInSpec('ada'))
  })

  it('is found by its labels when its record was lost or damaged', async () => {
    await writeFile(join(standIns.home, 'docker/ada/desk.json'), '{"deskId":"ada","gener')
    expect(await untilSeen(runtime, 'ada', isReady)).toMatchObject({ generation: 1, configHash: '' })
    await runtime.stop('ada', 1000)
    await hireStandIn(runtime, standInSpec('ada'))
    expect(await thingsOf('ada')).toEqual([1, 1, 1])
  })
})

describe('a container that was taken away by hand', () => {
  it('is told as that, and made again over the same home', async () => {
    await runtime.exec('ada', ['sh', '-c', 'echo remember >workspace/MEMORY.md'])
    await container('ada').remove({ force: true })
    const gone = await untilSeen(runtime, 'ada', (desk) => desk?.state === 'exited')
    expect(gone).toMatchObject({ configHash: '', exit: { cause: 'vanished' } })
    expect((await untilSeen(runtime, 'ada', () => true))?.since).toEqual(gone?.since)
    await hireStandIn(runtime, standInSpec('ada'))
    expect((await runtime.exec('ada', ['cat', 'workspace/MEMORY.md'])).stdout).toBe('remember\n')
    expect(await thingsOf('ada')).toEqual([1, 1, 1])
  })
})

describe('a network that was taken away by hand', () => {
  it('is made again when the desk is started again', async () => {
    const network = standIns.engine.getNetwork(standIns.names.network('ada'))
    for (const id of Object.keys((await network.inspect()).Containers ?? {}))
      await network.disconnect({ Container: id, Force: true })
    await network.remove()
    await runtime.stop('ada', 500)
    await hireStandIn(runtime, standInSpec('ada'))
    expect(await thingsOf('ada')).toEqual([1, 1, 1])
  })
})

describe('making a desk', () => {
  it('whose answers were lost, or that was begun twice at once, leaves one of everything', async () => {
    const others = await Promise.all([standIns.second(), standIns.second()])
    await Promise.allSettled(others.map((other) => other.make(standInSpec('bob'))))
    await runtime.make(standInSpec('bob'))
    expect(await thingsOf('bob')).toEqual([1, 1, 1])
    await hireStandIn(runtime, standInSpec('bob'))
    await runtime.remove('bob')
    await runtime.destroyHome('bob')
    expect(await thingsOf('bob')).toEqual([0, 0, 0])
  })

  it('leaves alone what has its name and not its labels', async () => {
    const { engine, names } = standIns
    const { Image } = await container('ada').inspect()
    const stranger = await engine.createContainer({
      name: names.container('carl'),
      Image,
      Cmd: ['sleep', '60'],
    })
    await engine.createVolume({ Name: names.home('dora') })
    try {
      await expect(runtime.make(standInSpec('carl'))).rejects.toMatchObject({ code: 'conflict' })
      await expect(runtime.remove('carl')).rejects.toMatchObject({ code: 'conflict' })
      await expect(runtime.make(standInSpec('dora'))).rejects.toMatchObject({ code: 'conflict' })
      await expect(runtime.destroyHome('dora')).rejects.toMatchObject({ code: 'conflict' })
      await stranger.inspect()
      await engine.getVolume(names.home('dora')).inspect()
    } finally {
      await stranger.remove({ force: true })
      await engine.getVolume(names.home('dora')).remove()
    }
  })
})

describe('a gatehouse', () => {
  it('that was killed comes back with all its legs, and nobody was restarted for it', async () => {
    await hireStandIn(runtime, standInSpec('eve'))
    await runtime.setReach([{ deskId: 'eve', sites: ['example.org'] }])
    const { State } = await container('eve').inspect()
    await standIns.engine.getContainer(standIns.names.gatehouse).remove({ force: true })
    expect((await untilSeen(runtime, 'eve', () => true))?.state).toBe('ready')
    await untilReached('eve')
    expect(await untilSeen(runtime, 'eve', isReady)).toMatchObject({ state: 'ready' })
    expect((await container('eve').inspect()).State.StartedAt).toBe(State.StartedAt)
    const { NetworkSettings } = await standIns.engine.getContainer(standIns.names.gatehouse).inspect()
    expect(Object.keys(NetworkSettings.Networks)).toContain(standIns.names.network('eve'))
  })

  it('is told of nobody who does not run', async () => {
    await runtime.stop('eve', 1000)
    await expect(runtime.pictureOf('eve', 100)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

/** The desk answers through the gatehouse again. */
async function untilReached(deskId: string): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end; await sleep(100)) {
    await runtime.observe()
    const isReached = await runtime.pictureOf(deskId, 1).then(
      () => true,
      () => false,
    )
    if (isReached) return
  }
  throw new Error('The gatehouse does not come back.')
}

describe('a desk that ends', () => {
  it.each([
    ['failed', 'exit', { cause: 'crashed', code: 3, signal: null }],
    ['used up its memory', 'eat', { cause: 'out_of_memory', signal: 'SIGKILL' }],
  ])('because it %s says so', async (_, misbehave, exit) => {
    await runtime.make(standInSpec('fay', { misbehave }))
    await runtime.start('fay')
    const ended = await untilSeen(runtime, 'fay', (desk) => desk?.state === 'exited')
    expect(ended?.exit).toMatchObject(exit)
    expect(ended?.exit?.logTail).toContain('the stand-in is at its desk')
    expect(ended?.exit?.logTail).not.toContain('token-of-fay')
  })

  it('because somebody killed it says so, and starts again', async () => {
    await hireStandIn(runtime, standInSpec('fay'))
    await container('fay').kill({ signal: 'SIGKILL' })
    const ended = await untilSeen(runtime, 'fay', (desk) => desk?.state === 'exited')
    expect(ended?.exit).toMatchObject({ cause: 'killed', signal: 'SIGKILL', code: null })
    await runtime.start('fay')
    await untilSeen(runtime, 'fay', isReady)
    await runtime.stop('fay', 1000)
  })

  it('in giving up says what the agent said, and is started anew', async () => {
    await runtime.make(standInSpec('fay', { misbehave: 'fail' }))
    await runtime.start('fay')
    const ended = await untilSeen(runtime, 'fay', (desk) => desk?.state === 'exited')
    expect(ended?.exit).toMatchObject({ cause: 'bad_config', reason: 'It refused.', logTail: 'last words' })
    await runtime.make(standInSpec('fay'))
    await runtime.start('fay')
    await untilSeen(runtime, 'fay', isReady)
  })

  it('does not end for a full home, and complains', async () => {
    await runtime.stop('fay', 1000)
    await hireStandIn(runtime, standInSpec('fay', { misbehave: 'hoard' }))
    expect(await untilSeen(runtime, 'fay', isReady)).toMatchObject({ complaint: { code: 'home_full' } })
    await runtime.stop('fay', 1000)
  })
})

describe('a machine that went down with everything on it', () => {
  it('has all of it again after its orchestrator begins anew', async () => {
    await hireStandIn(runtime, standInSpec('hal'))
    await runtime.exec('hal', ['sh', '-c', 'echo remember >workspace/MEMORY.md'])
    const { engine, names } = standIns
    for (const name of [names.gatehouse, names.container('hal')]) await engine.getContainer(name).kill()
    const next = await standIns.second()
    await untilSeen(next, 'hal', (desk) => desk?.state === 'exited')
    await next.prepare(() => undefined)
    await next.start('hal')
    await untilSeen(next, 'hal', isReady)
    expect((await next.exec('hal', ['cat', 'workspace/MEMORY.md'])).stdout).toBe('remember\n')
    expect(await thingsOf('hal')).toEqual([1, 1, 1])
    await next.stop('hal', 500)
  })
})

it('one desk that hangs keeps nobody from being seen', async () => {
  await hireStandIn(runtime, standInSpec('gus', { misbehave: 'silence' }))
  await expect.poll(() => runtime.logs('gus', 5)).toContain('falls silent')
  const next = await standIns.second()
  const startedAt = performance.now()
  const seen = await next.observe()
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(seen.find(({ deskId }) => deskId === 'gus')).toMatchObject({
    state: 'starting',
    phase: 'opening_door',
  })
  expect(seen.find(({ deskId }) => deskId === 'ada')).toMatchObject({ state: 'ready' })
  await runtime.stop('gus', 500)
})

async function* brokenAfter(bytes: Buffer) {
  yield bytes
  throw new Error('The line is dead.')
}

describe('a home', () => {
  it('goes out as a stream and comes back whole', async () => {
    await runtime.stop('ada', 1000)
    const pieces = await (await runtime.openHome('ada')).toArray()
    await runtime.exec('ada', ['sh', '-c', 'echo forgotten >workspace/MEMORY.md; touch new'])
    // As whoever wants to keep their home from being read or taken away would do it.
    await runtime.exec('ada', [
      'sh',
      '-c',
      'mkdir -p locked/deep; touch locked/deep/f; chmod 000 locked/deep locked',
    ])
    expect((await (await runtime.openHome('ada')).toArray()).length).toBeGreaterThan(0)
    await runtime.exec('ada', ['chmod', '000', 'locked'])
    const whole = Buffer.concat(pieces)
    const half = whole.subarray(0, 700)
    const cut = Readable.from([half], { objectMode: false })
    await expect(runtime.replaceHome('ada', cut)).rejects.toMatchObject({ code: 'invalid' })
    const breaking = Readable.from(brokenAfter(whole.subarray(0, 1024)), { objectMode: false })
    await expect(runtime.replaceHome('ada', breaking)).rejects.toMatchObject({ code: 'invalid' })
    expect((await runtime.exec('ada', ['cat', 'workspace/MEMORY.md'])).stdout).toBe('forgotten\n')
    await runtime.replaceHome('ada', Readable.from(pieces, { objectMode: false }))
    expect((await runtime.exec('ada', ['cat', 'workspace/MEMORY.md'])).stdout).toBe('remember\n')
    expect((await runtime.exec('ada', ['ls', '-A'])).stdout).toBe('workspace\n')
    await expect(runtime.openHome('nobody')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves nothing behind in the records', async () => {
    await runtime.remove('ada')
    await runtime.destroyHome('ada')
    expect(await readdir(join(standIns.home, 'docker'))).not.toContain('ada')
  })
})
