// Offers, shares, halts and pins: what orchestrators choose builds by.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { findDesk, findRelease } from './find.ts'

/** Offering an image again changes its label and share. */
export function offerRelease(image: string, label: string, share: number): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    await tx
      .insertInto('deskReleases')
      .values({ image, label, share })
      .onConflict((conflict) => conflict.column('image').doUpdateSet({ label, share }))
      .execute()
    return `"${label}" for ${share} % of the desks.`
  })
}

export function shareRelease(name: string, share: number): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    const { id, label } = await findRelease(tx, name)
    await tx.updateTable('deskReleases').set({ share }).where('id', '=', id).execute()
    return `"${label}" is for ${share} % of the desks from now on. Idle ones change within seconds, busy ones after their answer.`
  })
}

export function haltRelease(name: string, isHalt: boolean): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    const { id, label } = await findRelease(tx, name)
    const haltedAt = isHalt ? sql<Date>`now()` : null
    await tx.updateTable('deskReleases').set({ haltedAt }).where('id', '=', id).execute()
    return isHalt
      ? `"${label}" is halted: nobody new gets it; who runs it well goes on.`
      : `"${label}" is offered again. Desks that refused it stay where they are until they are pinned to it.`
  })
}

/** A person's word: what the desk refused before is forgotten, and it is tried again. */
export function pinRelease(deskName: string, releaseName: string): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    const [desk, release] = [await findDesk(tx, deskName), await findRelease(tx, releaseName)]
    const refusedReleases = desk.refusedReleases.filter((id) => id !== release.id)
    await tx
      .updateTable('desks')
      .set({ pinnedReleaseId: release.id, refusedReleases })
      .where('id', '=', desk.id)
      .execute()
    return `The desk ${desk.id} runs "${release.label}", whatever the shares say.`
  })
}

export function unpinRelease(deskName: string): Promise<string> {
  return transactAsOrchestrator(async (tx) => {
    const { id } = await findDesk(tx, deskName)
    await tx.updateTable('desks').set({ pinnedReleaseId: null }).where('id', '=', id).execute()
    return `The desk ${id} runs what the shares say.`
  })
}
