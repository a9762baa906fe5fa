// The one place where the orchestrator's errors become answers.
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { z } from 'zod'
import { AppError, notFound } from '#lib/errors.ts'
import type { Problem } from '#lib/wire/shapes.ts'
import type { Log } from '#orchestrator/log.ts'

const requestIdShape = /^[\w.-]{1,100}$/

export const unknownRoute: RequestHandler = () => {
  throw notFound('route')
}

export function answerProblems(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const given = request.get('x-request-id') ?? ''
    const requestId = requestIdShape.test(given) ? given : randomUUID()
    const refusal = refusalOf(error)
    if (refusal.status >= 500) log.error({ err: error, requestId, path: request.path }, 'A request failed')
    if (refusal.facts.retryAfterMs !== undefined)
      response.set('retry-after', String(Math.ceil(refusal.facts.retryAfterMs / 1000)))
    response
      .status(refusal.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(refusal, requestId)))
  }
}

/** What body parsers throw. */
const clientError = z.object({
  status: z.int().min(400).max(499),
  expose: z.literal(true),
  message: z.string(),
})

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  const clients = clientError.safeParse(error).data
  if (clients) {
    return new AppError(clients.status === 413 ? 'too_large' : 'invalid', {
      detail: `${clients.message}.`,
      cause: error,
    })
  }
  return new AppError('internal', {
    detail: 'Something went wrong in the orchestrator. Nothing more was done. Try again.',
    cause: error,
  })
}

function problemOf({ code, status, facts }: AppError, requestId: string): Problem {
  return {
    type: `urn:deskhand:problem:${code}`,
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail: facts.detail,
    requestId,
    ...(facts.fields ? { fields: facts.fields } : {}),
  }
}
