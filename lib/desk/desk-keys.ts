// The secrets of a desk, derived instead of stored: whoever knows the installation's secret can make them again, nobody
// else can. A new generation of the desk has new ones.
import { createHmac, timingSafeEqual } from 'node:crypto'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const modelKeyShape = new RegExp(`^dk_(${uuid})_([0-9a-f]{64})$`)

/** What the orchestrator shows to a desk's gateway. */
export function gatewayTokenOf(installationSecret: string, deskId: string, generation: number): string {
  return derive(installationSecret, 'gateway', deskId, generation)
}

/** What a desk shows to the model proxy in place of a real API key. */
export function modelKeyOf(installationSecret: string, deskId: string, generation: number): string {
  return `dk_${deskId}_${derive(installationSecret, 'model', deskId, generation)}`
}

/** Opens the door of a desk: the agent that supervises it asks for this key. It stays as long as the desk does. */
export function doorKeyOf(installationSecret: string, deskId: string): string {
  return derive(installationSecret, 'door', deskId, 0)
}

/** What the orchestrator shows to its host's gatehouse. */
export function gatehouseKeyOf(installationSecret: string, hostName: string): string {
  return derive(installationSecret, 'gatehouse', hostName, 0)
}

/** Which desk a key claims to be of; undefined when it is no desk's key at all. Proves nothing yet. */
export function deskOfModelKey(key: string): string | undefined {
  return modelKeyShape.exec(key)?.[1]
}

/** Whether the key is this desk's own, of this generation. Takes the same time for a near miss as for nonsense. */
export function verifyModelKey(
  installationSecret: string,
  key: string,
  deskId: string,
  generation: number,
): boolean {
  const expected = Buffer.from(modelKeyOf(installationSecret, deskId, generation))
  const given = Buffer.from(key)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function derive(installationSecret: string, purpose: string, deskId: string, generation: number): string {
  return createHmac('sha256', installationSecret).update(`${purpose}:${deskId}:${generation}`).digest('hex')
}
