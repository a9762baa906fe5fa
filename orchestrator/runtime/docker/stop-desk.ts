// Ends a desk's container, or the whole desk but its home.
import type { Container } from 'dockerode'
import { findDesk, removeContainer } from './containers.ts'
import { askDoor } from './door.ts'
import { isMissing, isUnchanged } from './engine.ts'
import { clearErrand } from './errand.ts'
import type { Host } from './host.ts'
import { removeDeskNetwork } from './networks.ts'
import { register } from './register.ts'

const askWithinMs = 2_000
/** What the agent needs beyond the grace to end what did not end by itself. */
const marginMs = 3_000

/** The wish is written down first: an end that was asked for is no failure, whoever sees it. */
export async function stopDesk(host: Host, deskId: string, graceMs: number): Promise<void> {
  const record = await host.records.read(deskId)
  if (record && !record.stopAskedAt)
    await host.records.write({ ...record, stopAskedAt: new Date().toISOString() })
  await end(host, deskId, graceMs)
  // Nobody is to be let in or out there any more. The next look says it again, should it not be heard now.
  await register(host).catch((error: unknown) =>
    host.log.debug({ err: error, deskId }, 'The gatehouse was not told that a desk ended'),
  )
}

/** The desk ends itself where it listens; else the engine does it. */
export async function end(host: Host, deskId: string, graceMs: number): Promise<void> {
  const found = await findDesk(host, deskId)
  if (found?.State.Running) {
    const container = host.engine.getContainer(found.Id)
    if (found.State.Paused) await container.unpause()
    const listens = graceMs > 0 && (await askToEnd(host, deskId, graceMs))
    if (!(listens && (await hasEnded(container, graceMs + marginMs))))
      await kill(container, listens ? 0 : graceMs)
  }
  host.doors.forget(deskId)
}

async function askToEnd(host: Host, deskId: string, graceMs: number): Promise<boolean> {
  return await askDoor(host.doorOf(deskId), '/end', {
    method: 'POST',
    body: { graceMs },
    timeoutMs: askWithinMs,
  }).then(
    () => true,
    () => false,
  )
}

async function hasEnded(container: Container, withinMs: number): Promise<boolean> {
  try {
    await container.wait({ condition: 'not-running', abortSignal: AbortSignal.timeout(withinMs) })
    return true
  } catch (error) {
    return isMissing(error)
  }
}

/** TERM, then, after the grace, for certain. Without grace it still gets a moment to write down what is open. */
async function kill(container: Container, graceMs: number): Promise<void> {
  await container.stop({ t: Math.max(1, Math.ceil(graceMs / 1000)) }).catch((error: unknown) => {
    if (!isMissing(error) && !isUnchanged(error)) throw error
  })
}

/** The record goes last, without its hashes: until then an interrupted removal shows as a desk that is not made. */
export async function removeDesk(host: Host, deskId: string): Promise<void> {
  const { engine, names, records } = host
  await stopDesk(host, deskId, 0)
  const record = await records.read(deskId)
  if (record) await records.write({ ...record, filesHash: '', configHash: '' })
  const found = await findDesk(host, deskId)
  if (found) await removeContainer(engine.getContainer(found.Id))
  await clearErrand(host, deskId)
  await removeDeskNetwork(engine, names, deskId)
  host.drifts.delete(deskId)
  await records.forget(deskId)
}
