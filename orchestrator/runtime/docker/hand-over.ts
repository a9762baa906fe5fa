// Tells a desk at its door who it is: files, configuration, environment. Told twice, it changes nothing.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import { findDesk } from './containers.ts'
import { askDoor } from './door.ts'
import type { Host } from './host.ts'

const doorOpensWithinMs = 30_000
const knockEveryMs = 60
const takesWithinMs = 60_000

export async function handOver(host: Host, deskId: string): Promise<void> {
  const content = await host.records.readHandover(deskId)
  if (!content)
    throw new AppError('conflict', {
      detail: 'What the desk must be told is lost. Make it again, then start it.',
    })
  await untilDoorOpens(host, deskId)
  await askDoor(host.doorOf(deskId), '/handover', { method: 'PUT', body: content, timeoutMs: takesWithinMs })
}

async function untilDoorOpens(host: Host, deskId: string): Promise<void> {
  const end = performance.now() + doorOpensWithinMs
  for (;;) {
    try {
      await askDoor(host.doorOf(deskId), '/status')
      return
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await sleep(knockEveryMs)
    await requireRunning(host, deskId)
  }
}

async function requireRunning(host: Host, deskId: string): Promise<void> {
  const container = await findDesk(host, deskId)
  if (!container?.State.Running)
    throw new AppError('unavailable', { detail: 'The desk ended while it was being started.' })
}
