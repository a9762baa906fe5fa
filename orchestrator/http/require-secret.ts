// Only the app talks to the orchestrator: it shows the secret both were started with.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { AppError } from '#lib/errors.ts'

export function requireSecret(secret: string): RequestHandler {
  const expected = digest(secret)
  return (request, _, next) => {
    const [, given = ''] = /^Bearer (.+)$/.exec(request.get('authorization') ?? '') ?? []
    // Digests have one length, so the comparison takes the same time whatever was given.
    if (timingSafeEqual(digest(given), expected)) return next()
    throw new AppError('unauthenticated', { detail: 'This is for the app of this installation only.' })
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
