import type { RequestListener } from 'node:http'
import type { ContainerInfo } from 'dockerode'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeGatehouse, openFakeGatehouse } from '#tests/support/fake-gatehouse.ts'
import { type Gatehouse, watchGatehouse } from './gatehouse.ts'

let fake: FakeGatehouse
let gatehouse: Gatehouse
afterEach(async () => {
  gatehouse.close()
  await fake.close()
})

/** A container as a list of the engine shows it. */
const listed = (port: number, changes: Partial<ContainerInfo> = {}): ContainerInfo => ({
  ...{
    Id: '1',
    Names: [],
    Image: '',
    ImageID: '',
    Command: '',
    Created: 0,
    Status: '',
    SizeRw: 0,
    SizeRootFs: 0,
  },
  ...{ Labels: {}, HostConfig: { NetworkMode: '' }, NetworkSettings: { Networks: {} }, Mounts: [] },
  State: 'running',
  Ports: [{ IP: '127.0.0.1', PrivatePort: 7700, PublicPort: port, Type: 'tcp' }],
  ...changes,
})

async function open(control: RequestListener, onUp = vi.fn()) {
  fake = await openFakeGatehouse({ control })
  gatehouse = watchGatehouse(fake.at.key, onUp)
  return onUp
}
const desk = { deskId: 'ada', legAddress: '10.0.0.2', deskAddress: '10.0.0.3', sites: ['example.org'] }

describe('a gatehouse', () => {
  it('is nowhere until it is seen to run', async () => {
    await open((_, response) => response.end())
    expect(gatehouse.isRunning()).toBe(false)
    expect(() => gatehouse.at()).toThrow(/does not run yet/)
    expect(await gatehouse.answers()).toBe(false)
    gatehouse.see(listed(fake.at.port, { State: 'exited' }))
    gatehouse.see(
      listed(fake.at.port, { Ports: [{ IP: '0.0.0.0', PrivatePort: 7700, PublicPort: 1, Type: 'tcp' }] }),
    )
    expect(gatehouse.isRunning()).toBe(false)
    gatehouse.see(listed(fake.at.port))
    expect(gatehouse.at()).toEqual(fake.at)
    expect(await gatehouse.answers()).toBe(true)
  })

  it('is up as long as it can be listened to, and passes on whom it refused', async () => {
    const onUp = await open((_, response) => {
      response.write(
        '{"deskId":"ada","host":"x.org","port":443,"why":"not_allowed","at":"2026-11-21T12:00:00Z"}\nnonsense\n',
      )
    })
    const heard = vi.fn()
    gatehouse.onRefusal(heard)
    gatehouse.see(listed(fake.at.port))
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    expect(heard).toHaveBeenCalledWith({
      deskId: 'ada',
      host: 'x.org',
      port: 443,
      why: 'not_allowed',
      at: new Date('2026-11-21T12:00:00Z'),
    })
    expect(onUp).toHaveBeenCalledTimes(1)
    expect(gatehouse.upSince()).toBeDefined()
    gatehouse.see(undefined)
    expect(gatehouse.upSince()).toBeUndefined()
  })

  it('is told of its desks once, and again when they change or it comes back', async () => {
    const told: string[] = []
    await open(async (request, response) => {
      if (request.method !== 'PUT') return
      let text = ''
      for await (const piece of request) text += piece
      told.push(text)
      response.writeHead(204).end()
    })
    gatehouse.see(listed(fake.at.port))
    await gatehouse.register([desk])
    await gatehouse.register([{ ...desk }])
    expect(told).toEqual([JSON.stringify({ desks: [desk] })])
    await gatehouse.register([])
    expect(told).toHaveLength(2)
  })

  it('that refuses its register is told of', async () => {
    await open((_, response) => response.writeHead(400).end('Nothing was changed.'))
    gatehouse.see(listed(fake.at.port))
    await expect(gatehouse.register([desk])).rejects.toThrow(/400/)
  })
})
