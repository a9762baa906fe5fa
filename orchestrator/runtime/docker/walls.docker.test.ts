// What the engine really made of a desk's walls, and what happens when somebody moves one.
import type { ContainerInspectInfo } from 'dockerode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  hireStandIn,
  openStandIns,
  type StandIns,
  standInSpec,
  untilSeen,
} from '#tests/support/stand-in-desks.ts'

let standIns: StandIns
let found: ContainerInspectInfo
let drifted: number | undefined
beforeAll(async () => {
  standIns = await openStandIns({
    onDrift: (desks) => {
      drifted = desks
    },
  })
  await standIns.runtime.prepare(() => undefined)
  await hireStandIn(standIns.runtime, standInSpec('ada'))
  found = await inspect()
})
afterAll(() => standIns.close())

const inspect = () => standIns.engine.getContainer(standIns.names.container('ada')).inspect()
const inside = async (script: string) =>
  (await standIns.runtime.exec('ada', ['sh', '-c', script])).stdout.trim()

it('the engine holds exactly the walls that were asked for', () => {
  const { SecurityOpt, ...walls } = found.HostConfig
  expect(SecurityOpt).toHaveLength(2)
  expect(SecurityOpt?.[0]).toBe('no-new-privileges')
  expect(SecurityOpt?.[1]).toMatch(/^seccomp=\{"defaultAction":"SCMP_ACT_ERRNO"/)
  expect(walls).toMatchObject({
    CapDrop: ['ALL'],
    CapAdd: null,
    Privileged: false,
    ReadonlyRootfs: true,
    Binds: null,
    Devices: null,
    PidMode: '',
    UTSMode: '',
    UsernsMode: '',
    IpcMode: 'private',
    PidsLimit: 512,
    Memory: 268_435_456,
    MemorySwap: 268_435_456,
    NanoCpus: 2_000_000_000,
    ShmSize: 268_435_456,
    PublishAllPorts: false,
    RestartPolicy: { Name: 'no' },
    NetworkMode: standIns.names.network('ada'),
    Dns: ['192.0.2.53'],
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
  })
  expect(walls.PortBindings ?? {}).toEqual({})
  expect(found.Image).toMatch(/^sha256:/)
  expect(found.Mounts).toMatchObject([
    { Type: 'volume', Name: standIns.names.home('ada'), Destination: '/home/desk', RW: true },
  ])
})

describe('from inside', () => {
  it('it is nobody special, and the system is read-only', async () => {
    expect(await inside('id -u')).toBe('1000')
    const status = await inside(
      "grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t'",
    )
    expect(status).toBe('CapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1\nSeccomp:2')
    expect(await inside('touch /x /usr/x /etc/x 2>&1 | grep -c "Read-only"')).toBe('3')
    expect(await inside('touch /home/desk/x /tmp/x /run/desk/x && echo may')).toBe('may')
  })

  it('no file of it grows without end, and nothing of it is dumped', async () => {
    expect(await inside('ulimit -c; ulimit -n')).toBe('0\n16384')
    expect(Number(await inside('ulimit -f'))).toBe((4 * 1024 ** 3) / 512)
  })
})

describe('a wall that somebody moved', () => {
  it('is noticed, told, and stands again after the desk is made anew', async () => {
    await standIns.engine.getContainer(found.Id).update({ PidsLimit: 4000 })
    const next = await standIns.second()
    await next.prepare(() => undefined)
    const seen = await untilSeen(next, 'ada', (desk) => desk?.complaint !== undefined)
    expect(seen).toMatchObject({ state: 'ready', complaint: { code: 'desk_drifted' } })
    expect(seen?.complaint?.text).toContain('PidsLimit')
    expect(drifted).toBe(1)
    await next.remove('ada')
    await hireStandIn(next, standInSpec('ada', { generation: 2 }))
    expect((await inspect()).HostConfig.PidsLimit).toBe(512)
  })
})
