// Pages of the local stack's development services, under the product's own address. Elsewhere they do not exist.
import 'server-only'
import { notFound } from 'next/navigation'
import { appEnv, isLocalStack } from './env.ts'

const passedOn = ['content-type', 'content-security-policy', 'cache-control']

/** Asks the development service for `path` with the request's query. */
export async function fromLocalStack(request: Request, path: string): Promise<Response> {
  const { DESKHAND_DEV_URL } = appEnv()
  if (!isLocalStack() || !DESKHAND_DEV_URL) notFound()
  const url = new URL(path, DESKHAND_DEV_URL)
  url.search = new URL(request.url).search
  const answer = await fetch(url, { cache: 'no-store' }).catch(() => undefined)
  if (!answer) return new Response('The development services do not answer.', { status: 503 })
  const headers = new Headers()
  for (const name of passedOn) {
    const value = answer.headers.get(name)
    if (value) headers.set(name, value)
  }
  return new Response(answer.body, { status: answer.status, headers })
}
