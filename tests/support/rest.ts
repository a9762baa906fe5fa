// Drives the route files of REST v1 with real requests, as Next would, against a database of its own.
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type pg from 'pg'
import { vi } from 'vitest'
import { z } from 'zod'
import type { Member, Scope } from '#lib/access/caller.ts'
import { createApiKey } from '#lib/api-key/create-api-key.ts'
import type { Operation } from '#lib/wire/operation.ts'
import { openVerbWorld } from './verbs.ts'

export const siteUrl = 'http://deskhand.test'
const apiFolder = join(import.meta.dirname, '../../app/api')

export interface Rest {
  /** A connection of the owner of the tables. */
  sql: pg.Client
  close: () => Promise<void>
}

export async function openRest(orchestratorUrl = 'http://127.0.0.1:9'): Promise<Rest> {
  const world = await openVerbWorld()
  const environment = {
    DATABASE_URL: world.databaseUrl,
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'publishable',
    SITE_URL: siteUrl,
    ORCHESTRATOR_URL: orchestratorUrl,
    ORCHESTRATOR_SECRET: 'a secret of the tests',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const close = async () => {
    vi.unstubAllEnvs()
    await world.close()
  }
  return { sql: world.sql, close }
}

export interface Key {
  id: string
  secret: string
}

export function keyOf(owner: Member, scopes: Scope[] = ['read', 'write', 'admin']): Promise<Key> {
  return createApiKey(owner, { name: 'A key of the tests', scopes })
}

export interface Call {
  key?: Key | string
  body?: unknown
  /** Sent as it is, instead of `body`. */
  raw?: BodyInit
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends one request to the route file that Next would choose. `path` is below /api/v1 unless it starts with /api. */
export async function call(method: string, path: string, options: Call = {}): Promise<Response> {
  const url = new URL(path.startsWith('/api/') ? path : `/api/v1${path}`, siteUrl)
  const { handlers, params } = await routeFor(url.pathname)
  const handler = handlers[method]
  if (!handler) throw new Error(`${method} ${url.pathname} has no handler`)
  // Next gives nothing at all to a route without parameters.
  const given = Object.keys(params).length > 0 ? params : undefined
  return handler(requestOf(method, url, options), { params: Promise.resolve(given) })
}

function requestOf(method: string, url: URL, { key, body, raw, headers, signal }: Call): Request {
  const sent = new Headers(headers)
  const secret = typeof key === 'object' ? key.secret : key
  if (secret !== undefined) sent.set('authorization', `Bearer ${secret}`)
  if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  return new Request(url, {
    method,
    headers: sent,
    ...(content !== undefined && { body: content }),
    ...(signal && { signal }),
  })
}

type Params = Record<string, string | string[]>
type Handler = ((request: Request, context: { params: Promise<Params | undefined> }) => Promise<Response>) & {
  operation?: Operation
}
const handlersShape = z.record(
  z.string(),
  z.custom<Handler>((value) => typeof value === 'function'),
)

export interface RouteFile {
  /** With its parameters in braces, as in the registry: /employees/{id}. */
  path: string
  file: string
}

/** All route files below app/api/v1; what is named exactly comes before what is a parameter, as with Next. */
export function routeFiles(): RouteFile[] {
  const folder = join(apiFolder, 'v1')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sep}route.ts`))
    .map((file) => ({ path: pathOf(file), file: join(folder, file) }))
    .sort((one, other) => parametersOf(one.path) - parametersOf(other.path))
}

export async function handlersOf(file: string): Promise<Record<string, Handler>> {
  return handlersShape.parse({ ...(await import(/* @vite-ignore */ file)) })
}

function pathOf(file: string): string {
  const segments = relative('.', file).split(sep).slice(0, -1)
  return `/${segments.map((segment) => segment.replace(/^\[(.*)\]$/, '{$1}')).join('/')}`
}

function parametersOf(path: string): number {
  return path.split('{').length - 1
}

async function routeFor(pathname: string): Promise<{ handlers: Record<string, Handler>; params: Params }> {
  const below = pathname.replace(/^\/api\/v1/, '')
  for (const { path, file } of routeFiles()) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const matched = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(below)
    if (!matched || !pathname.startsWith('/api/v1/')) continue
    const params = Object.fromEntries(
      names.map((name, at) => [name, decodeURIComponent(matched[at + 1] ?? '')]),
    )
    return { handlers: await handlersOf(file), params }
  }
  const path = pathname.split('/').slice(2)
  return { handlers: await handlersOf(join(apiFolder, '[[...path]]/route.ts')), params: { path } }
}
