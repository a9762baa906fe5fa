// Who sends an API request: a program with a key, or a person with the browser's session.
import 'server-only'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { findKeyHolder } from '#lib/api-key/find-key-holder.ts'
import { AppError } from '#lib/errors.ts'
import { siteUrl } from '../env.ts'
import { currentMember, currentVisitor } from '../session.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Undefined for nobody known. @throws AppError `not_allowed` for a person in no company, or from a page that is not ours. */
export async function callerOf(request: Request): Promise<CompanyCaller | undefined> {
  const authorization = request.headers.get('authorization')
  // Whoever shows a key means the key: a wrong one is never made good by a session.
  if (authorization !== null) return findKeyHolder(bearerOf(authorization))
  if (!/(^|[;\s])sb-/.test(request.headers.get('cookie') ?? '')) return undefined
  if (!reading.has(request.method)) requireSameOrigin(request)
  const member = await currentMember()
  if (member) return member
  if (!(await currentVisitor())) return undefined
  throw new AppError('not_allowed', { detail: 'You do not belong to a company yet. Nothing was changed.' })
}

function bearerOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
}

/** A session's changes come from our own pages only: browsers say where a request comes from. */
function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const isForeign =
    (origin !== null && origin !== new URL(siteUrl()).origin) || (site !== null && site !== 'same-origin')
  if (isForeign || (origin === null && site === null)) {
    throw new AppError('not_allowed', {
      detail:
        'This request does not come from a page of Deskhand. Nothing was changed. Programs use an API key.',
    })
  }
}
