// The home of a desk: one volume, which outlives every container that has it.
import { AppError } from '#lib/errors.ts'
import { isMissing, orMissing } from './engine.ts'
import type { Host } from './host.ts'

export async function ensureHome(host: Host, deskId: string): Promise<void> {
  if (await hasHome(host, deskId)) return
  const { engine, names } = host
  await engine.createVolume({ Name: names.home(deskId), Labels: names.labels('home', deskId) })
  // The engine answers with what was there already, whoever made it.
  await hasHome(host, deskId)
}

/** @throws AppError conflict when a volume of that name is somebody else's. */
export async function hasHome({ engine, names }: Host, deskId: string): Promise<boolean> {
  const name = names.home(deskId)
  const found = await orMissing(engine.getVolume(name).inspect())
  if (!found) return false
  if (names.isOurs(found.Labels, 'home', deskId)) return true
  throw new AppError('conflict', { detail: `The volume "${name}" is somebody else's; it is left alone.` })
}

export async function removeHome(host: Host, deskId: string): Promise<void> {
  if (!(await hasHome(host, deskId))) return
  await host.engine
    .getVolume(host.names.home(deskId))
    .remove()
    .catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
}
