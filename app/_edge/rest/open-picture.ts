// The picture of a desktop comes from the orchestrator; the app says who may see it.
import 'server-only'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { deskToPicture } from '#lib/desktop/desk-to-picture.ts'
import { AppError } from '#lib/errors.ts'
import { appEnv } from '../env.ts'

const timeoutMs = 5_000
const keptSeconds = 8

/** @throws AppError `unavailable` while there is no picture to be had. */
export async function openPicture(
  caller: CompanyCaller,
  { params }: { params: { id: string } },
): Promise<Response> {
  const deskId = await deskToPicture(caller, params)
  const { ORCHESTRATOR_URL, ORCHESTRATOR_SECRET } = appEnv()
  const picture = await fetch(new URL(`/pictures/${deskId}?width=480`, ORCHESTRATOR_URL), {
    headers: { authorization: `Bearer ${ORCHESTRATOR_SECRET}` },
    signal: AbortSignal.timeout(timeoutMs),
    cache: 'no-store',
  })
    .then(async (answer) => (answer.ok ? await answer.arrayBuffer() : undefined))
    .catch(() => undefined)
  if (!picture) {
    throw new AppError('unavailable', {
      detail: 'There is no picture of the desktop at the moment. Nothing is lost; ask again later.',
      retryAfterMs: keptSeconds * 1000,
    })
  }
  return new Response(picture, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(picture.byteLength),
      'cache-control': `private, max-age=${keptSeconds}`,
    },
  })
}
