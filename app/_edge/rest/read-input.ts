// The three inputs of an operation, from an HTTP request.
import 'server-only'
import { createHash } from 'node:crypto'
import { AppError, notFound } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { Operation } from '#lib/wire/operation.ts'
import { readFile, readJson, refuseUnstorable } from './read-body.ts'

export interface Input<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
  /** SHA-256 of all of it: a repeat of the same request has the same. */
  hash: Buffer
}

/** @throws AppError `not_found` for an id that cannot be one, `invalid`, `too_large`, `unsupported_media`. */
export async function readInput<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  request: Request,
  /** Undefined for an address without parameters. */
  givenParams: unknown,
): Promise<Input<Params, Query, Body>> {
  const params = operation.params.safeParse(givenParams ?? {})
  if (!params.success) throw notFound(operation.thing)
  const { search, searchParams } = new URL(request.url)
  const query = parseInput(operation.query, queryOf(searchParams))
  const sent = await readBody(operation, request, searchParams)
  const body = parseInput(operation.body, sent.value)
  const hash = createHash('sha256')
  for (const part of [operation.id, JSON.stringify(params.data), search, ...sent.parts])
    hash.update(part).update('\0')
  return { params: params.data, query, body, hash: hash.digest() }
}

async function readBody(
  operation: Operation,
  request: Request,
  query: URLSearchParams,
): Promise<{ value: unknown; parts: (string | Buffer)[] }> {
  if (operation.upload) {
    const file = await readFile(request, query.get('name') ?? undefined, operation.uploadMaxBytes)
    refuseUnstorable(file.name, 'name')
    return { value: file, parts: [file.name, file.content] }
  }
  if (operation.body.safeParse(undefined).success) return { value: undefined, parts: [] }
  const { bytes, value } = await readJson(request)
  return { value, parts: [bytes] }
}

function queryOf(given: URLSearchParams): Record<string, string> {
  const query = Object.fromEntries(given)
  if (Object.keys(query).length !== [...given].length) {
    throw new AppError('invalid', { detail: 'A query parameter is given twice. Nothing was changed.' })
  }
  refuseUnstorable(query)
  return query
}
