import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Release } from './choose-release.ts'

export async function readReleases(): Promise<Release[]> {
  const rows = await transactAsOrchestrator((tx) => tx.selectFrom('deskReleases').selectAll().execute())
  return rows.map(({ id, image, label, share, haltedAt, madeAt }) => {
    return { id, image, label, share, isHalted: haltedAt !== null, madeAt: madeAt.getTime() }
  })
}
