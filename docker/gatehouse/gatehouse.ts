// The gatehouse of a host: the only way into its desks and the only way out of them. Wires its three doors over one register.
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { changeDesks } from './change-desks.ts'
import { createControl } from './control.ts'
import { createDeskRegister } from './desk-register.ts'
import type { GatehouseOptions, House } from './house.ts'
import { createModelPassage } from './model-passage.ts'
import { createPassages } from './passages.ts'
import { createProxy } from './proxy.ts'
import { createRefusals } from './refusals.ts'

export interface Gatehouse {
  /** Where it listens, once all three doors are open. */
  ports: Record<'control' | 'proxy' | 'model', number>
  close(): Promise<void>
}

export async function openGatehouse(options: GatehouseOptions): Promise<Gatehouse> {
  const house: House = {
    ...options,
    register: createDeskRegister(),
    passages: {
      sites: createPassages(options.limits.connectionsPerDesk),
      model: createPassages(options.limits.connectionsPerDesk),
      doors: createPassages(options.limits.connectionsPerDesk),
    },
    refusals: createRefusals(),
  }
  const doors = {
    control: createControl(house),
    proxy: createProxy(house),
    model: createModelPassage(house),
  }
  const { control, proxy, model } = options.ports
  const ports = {
    control: await listen(doors.control, control),
    proxy: await listen(doors.proxy, proxy),
    model: await listen(doors.model, model),
  }
  return {
    ports,
    async close() {
      changeDesks(house, [])
      doors.control.closeAllConnections()
      doors.proxy.closeAllConnections()
      await Promise.all(Object.values(doors).map((door) => new Promise((closed) => door.close(closed))))
    },
  }
}

async function listen(door: Server, port: number): Promise<number> {
  door.listen(port, '0.0.0.0')
  await once(door, 'listening')
  return (door.address() as AddressInfo).port
}
