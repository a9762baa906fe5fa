// Pictures of desktops for the app: each is a few seconds old at most, and many who ask at once cause one picture.
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { DeskRuntime, DesktopPicture } from '#orchestrator/runtime/desk-runtime.ts'

const keptMs = 8_000
const params = z.object({ deskId: z.uuid() })
const query = z.object({ width: z.coerce.number().int().min(120).max(1280).default(480) })

interface Kept {
  at: number
  picture: Promise<DesktopPicture>
}

export interface PictureOptions {
  hostName: string
  runtime: Pick<DeskRuntime, 'pictureOf'>
  now?: () => number
}

export function showPictures({
  hostName,
  runtime,
  now = () => performance.now(),
}: PictureOptions): RequestHandler {
  const kept = new Map<string, Kept>()

  function pictureOf(deskId: string, widthPx: number): Promise<DesktopPicture> {
    const key = `${deskId} ${widthPx}`
    const known = kept.get(key)
    if (known && now() - known.at < keptMs) return known.picture
    for (const [old, { at }] of kept) if (now() - at >= keptMs) kept.delete(old)
    const picture = runtime.pictureOf(deskId, widthPx)
    const entry = { at: now(), picture }
    kept.set(key, entry)
    // A failure is no picture: the next who asks tries again.
    picture.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    return picture
  }

  return async (request, response) => {
    const { deskId } = parseInput(params, request.params)
    const { width } = parseInput(query, request.query)
    await requireReady(deskId, hostName)
    const { mediaType, bytes } = await pictureOf(deskId, width)
    response.set({ 'cache-control': 'private, max-age=8', 'x-content-type-options': 'nosniff' })
    response.type(mediaType).send(bytes)
  }
}

async function requireReady(deskId: string, hostName: string): Promise<void> {
  const desk = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('desks as desk')
      .leftJoin('hosts as host', 'host.id', 'desk.hostId')
      .where('desk.id', '=', deskId)
      .select(['host.name as hostName', 'desk.observedState', 'desk.desiredState'])
      .executeTakeFirst(),
  )
  if (!desk) throw notFound('desk')
  if (desk.hostName !== hostName) {
    throw new AppError('unavailable', {
      detail: 'This desk is at home on another host of this installation.',
    })
  }
  if (desk.observedState !== 'ready' || desk.desiredState !== 'running')
    throw new AppError('conflict', { detail: 'The desk is not ready: there is nothing to see.' })
}
