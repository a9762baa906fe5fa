// Where this machine must listen besides its loopback, so that containers reach it as host.docker.internal.
import { networkInterfaces } from 'node:os'
import Docker from 'dockerode'

const patienceMs = 10_000

/** One address, or none: without an engine, and where the engine itself leads containers to the loopback (Docker Desktop). */
export async function addressForContainers(options?: Docker.DockerOptions): Promise<string[]> {
  const engine = new Docker({ timeout: patienceMs, ...options })
  try {
    const { IPAM } = await engine.getNetwork('bridge').inspect()
    const gateways = (IPAM?.Config ?? []).flatMap(({ Gateway }) => (Gateway ? [Gateway] : []))
    return gateways.filter((gateway) => ownAddresses().includes(gateway)).slice(0, 1)
  } catch {
    return []
  }
}

const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address))
