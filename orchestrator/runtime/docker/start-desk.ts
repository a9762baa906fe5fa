// Starts a desk's container, once, and hands over what the desk is.
import { AppError, notFound } from '#lib/errors.ts'
import { start } from './containers.ts'
import type { DeskRecord } from './desk-record.ts'
import { ensureContainer } from './ensure-container.ts'
import { handOver } from './hand-over.ts'
import type { Host } from './host.ts'
import { connectLeg } from './keep-gatehouse.ts'
import { register } from './register.ts'
import { end } from './stop-desk.ts'

export async function startDesk(host: Host, deskId: string): Promise<void> {
  const record = await requireMade(host, deskId)
  const container = await ensureContainer(host, record)
  if (container.State.Running) {
    if (host.doors.sight(deskId)?.status?.state !== 'failed') return
    await end(host, deskId, 0)
  }
  await host.records.write({
    ...record,
    startAskedAt: new Date().toISOString(),
    stopAskedAt: null,
    exit: null,
  })
  await connectLeg(host, deskId)
  host.doors.forget(deskId)
  await start(host.engine.getContainer(container.Id))
  await register(host)
  await handOver(host, deskId)
}

async function requireMade({ records }: Host, deskId: string): Promise<DeskRecord> {
  const record = await records.read(deskId)
  if (!record) throw notFound('desk')
  if (record.configHash !== '') return record
  throw new AppError('conflict', { detail: 'The desk is not completely made. Make it again, then start it.' })
}
