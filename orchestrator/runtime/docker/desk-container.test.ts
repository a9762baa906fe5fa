import type { ContainerCreateOptions } from 'dockerode'
import { describe, expect, it } from 'vitest'
import { deskContainer } from './desk-container.ts'
import { defaultDeskLimits } from './desk-limits.ts'
import { gatehouseContainer } from './gatehouse-container.ts'
import { label, namesOf } from './names.ts'

const names = namesOf('an installation')
const desk = { deskId: 'ada', generation: 3, hostname: 'desk-ada', imageId: 'sha256:1', doorKey: 'key' }
const walls = { names, limits: defaultDeskLimits, seccomp: '{"defaultAction":"x"}', ociRuntime: undefined }
const specOf = (body: ContainerCreateOptions) => body.Labels?.[label.spec]

describe('the whole create body', () => {
  it('of a desk is this and nothing else', () => expect(deskContainer(desk, walls)).toMatchSnapshot())

  it('of a gatehouse is this and nothing else', () => {
    const gatehouse = {
      names,
      imageId: 'sha256:2',
      key: 'key',
      modelProxy: '10.0.0.1:3002',
      hosts: undefined,
    }
    expect(gatehouseContainer(gatehouse)).toMatchSnapshot()
  })
})

describe('the hash of a spec', () => {
  it('stays with the same walls', () => {
    expect(specOf(deskContainer(desk, walls))).toBe(specOf(deskContainer({ ...desk }, { ...walls })))
  })

  it('is not about the image, which is compared by its id', () => {
    expect(specOf(deskContainer({ ...desk, imageId: 'sha256:9' }, walls))).toBe(
      specOf(deskContainer(desk, walls)),
    )
  })

  it.each([
    ['the generation', deskContainer({ ...desk, generation: 4 }, walls)],
    ['the key of the door', deskContainer({ ...desk, doorKey: 'other' }, walls)],
    ['the profile', deskContainer(desk, { ...walls, seccomp: '{}' })],
    ['a limit', deskContainer(desk, { ...walls, limits: { ...defaultDeskLimits, processes: 9 } })],
    ['the runtime', deskContainer(desk, { ...walls, ociRuntime: 'runsc' })],
  ])('changes with %s', (_, body) => expect(specOf(body)).not.toBe(specOf(deskContainer(desk, walls))))
})
