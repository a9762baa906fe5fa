// Keeps a hire in the making while it is typed. A handler and no server action: those wait for one another, and a navigation drops them.
import { AppError } from '#lib/errors.ts'
import { saveHireDraft } from '#lib/hire-draft/save-hire-draft.ts'
import { callerOf } from '../../_edge/rest/caller-of.ts'
import { readJson } from '../../_edge/rest/read-body.ts'
import { respond } from '../../_edge/rest/respond.ts'

export function POST(request: Request): Promise<Response> {
  return respond(request, async () => {
    const caller = await callerOf(request)
    if (caller?.kind !== 'member') {
      throw new AppError('unauthenticated', {
        detail: 'You are signed out. Sign in again; what you entered stays on this page.',
      })
    }
    const { value } = await readJson(request)
    return Response.json(await saveHireDraft(caller, value))
  })
}
