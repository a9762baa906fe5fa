// Tells the gatehouse which desks there are, where they are and what they may open: always all of them, read from the engine.
import type { ContainerInfo } from 'dockerode'
import { listOurs } from './containers.ts'
import type { RegisteredDesk } from './gatehouse.ts'
import type { Host } from './host.ts'
import { label } from './names.ts'

export async function register(host: Host, seen?: ContainerInfo[]): Promise<void> {
  await host.turns.run('register', async () => {
    const containers = seen ?? (await listOurs(host))
    host.gatehouse.see(gatehouseIn(containers))
    // One that does not run lets nobody through, and is told when it comes.
    if (host.gatehouse.isRunning()) await host.gatehouse.register(registeredDesks(host, containers))
  })
}

export function gatehouseIn(containers: ContainerInfo[]): ContainerInfo | undefined {
  return containers.find(({ Labels }) => Labels[label.kind] === 'gatehouse')
}

/** The containers of desks, by desk. */
export function desksIn(containers: ContainerInfo[]): Map<string, ContainerInfo> {
  const desks = containers.filter(({ Labels }) => Labels[label.kind] === 'desk')
  return new Map(desks.map((container) => [container.Labels[label.desk] ?? '', container]))
}

/** Only who stands with one leg next to the gatehouse's. */
function registeredDesks({ names, reach }: Host, containers: ContainerInfo[]): RegisteredDesk[] {
  const legs = gatehouseIn(containers)?.NetworkSettings?.Networks ?? {}
  return [...desksIn(containers)].flatMap(([deskId, container]) => {
    const network = names.network(deskId)
    const deskAddress = container.NetworkSettings?.Networks[network]?.IPAddress
    const legAddress = legs[network]?.IPAddress
    if (container.State !== 'running' || !deskAddress || !legAddress) return []
    return [{ deskId, legAddress, deskAddress, sites: reach.sitesOf(deskId) }]
  })
}
