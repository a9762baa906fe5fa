// Where this machine must listen besides its loopback, so that containers reach it as host.docker.internal.
import Docker from 'dockerode'
import { isOwnAddress } from '#orchestrator/runtime/docker/is-own-address.ts'

const patienceMs = 10_000

/** One address, or none: without an engine, and where the engine itself leads containers to the loopback (Docker Desktop). */
export async function addressForContainers(options?: Docker.DockerOptions): Promise<string[]> {
  const engine = new Docker({ timeout: patienceMs, ...options })
  try {
    const { IPAM } = await engine.getNetwork('bridge').inspect()
    const gateways = (IPAM?.Config ?? []).flatMap(({ Gateway }) => (Gateway ? [Gateway] : []))
    for (const gateway of gateways) if (await isOwnAddress(gateway)) return [gateway]
    return []
  } catch {
    return []
  }
}
