import type { ContainerCreateOptions } from 'dockerode'
import { describe, expect, it } from 'vitest'
import { deskContainer } from './desk-container.ts'
import { defaultDeskLimits } from './desk-limits.ts'
import { differences, type Standing } from './drift.ts'
import { namesOf } from './names.ts'

const names = namesOf('an installation')
const wanted = deskContainer(
  { deskId: 'ada', generation: 1, hostname: 'desk', imageId: 'sha256:1', doorKey: 'key' },
  { names, limits: defaultDeskLimits, seccomp: '{}', ociRuntime: undefined },
)

function found(hostConfig: object = {}, networks: string[] = [names.network('ada')]): Standing {
  return {
    HostConfig: {
      ...wanted.HostConfig,
      Binds: null,
      CapAdd: null,
      PortBindings: {},
      PidMode: '',
      ...hostConfig,
    },
    NetworkSettings: { Networks: Object.fromEntries(networks.map((name) => [name, {}])) },
    Config: { User: '1000:1000' },
  }
}
const drift = (seen: Standing, body: ContainerCreateOptions = wanted) => differences(body, seen)

describe('a container that stands as it was made', () => {
  it('differs in nothing', () => expect(drift(found())).toEqual([]))
  it('may hold more than was asked for', () => {
    expect(
      drift(
        found({
          Mounts: [{ Type: 'volume', Source: names.home('ada'), Target: '/home/desk', VolumeOptions: {} }],
        }),
      ),
    ).toEqual([])
  })
})

it.each<[string, object]>([
  ['Memory', { Memory: 1 }],
  ['PidsLimit', { PidsLimit: null }],
  ['CapDrop', { CapDrop: null }],
  ['SecurityOpt', { SecurityOpt: ['no-new-privileges'] }],
  ['Ulimits', { Ulimits: [] }],
  ['RestartPolicy', { RestartPolicy: { Name: 'always' } }],
  ['CapAdd', { CapAdd: ['SYS_ADMIN'] }],
  ['Binds', { Binds: ['/:/host'] }],
  ['Devices', { Devices: [{}] }],
  ['PidMode', { PidMode: 'host' }],
  ['PortBindings', { PortBindings: { '80/tcp': [{}] } }],
])('notices %s', (name, change) => expect(drift(found(change))).toEqual([name]))

it('notices another network, one more, and none', () => {
  expect(drift(found({}, ['bridge']))).toEqual(['Networks'])
  expect(drift(found({}, [names.network('ada'), 'bridge']))).toEqual(['Networks'])
  expect(drift(found({}, []))).toEqual(['Networks'])
})
