// What a client sends, read with limits before anybody looks at it: sizes, depth, encoding, and signs that Postgres has no place for.
import 'server-only'
import { AppError } from '#lib/errors.ts'
import { attachmentLimits } from '#lib/wire/message.ts'

const maxJsonBytes = 256 * 1024
const maxDepth = 12
/** Around a file: the boundaries and headers of multipart. */
const multipartRoomBytes = 16 * 1024

/** @throws AppError `invalid`, `too_large`, `unsupported_media`. */
export async function readJson(request: Request): Promise<{ bytes: Buffer; value: unknown }> {
  const type = mediaTypeOf(request)
  if (type !== 'application/json') {
    throw new AppError('unsupported_media', {
      detail: 'Send JSON with the header Content-Type: application/json. Nothing was changed.',
    })
  }
  const bytes = await readBytes(
    request,
    maxJsonBytes,
    'A request may have at most 256 KB. Nothing was changed.',
  )
  const value = parseJson(bytes)
  refuseUnstorable(value)
  return { bytes, value }
}

export interface SentFile {
  name: string
  content: Buffer
}

/** One file: the field `file` of a form, or the bytes themselves. @throws AppError like `readJson`. */
export async function readFile(
  request: Request,
  name: string | undefined,
  maxBytes: number = attachmentLimits.maxBytes,
): Promise<SentFile> {
  const tooLarge = `A file may have at most ${maxBytes / 2 ** 20} MB. Nothing was attached.`
  if (mediaTypeOf(request) !== 'multipart/form-data') {
    return { name: name ?? 'file', content: await readBytes(request, maxBytes, tooLarge) }
  }
  const bytes = await readBytes(request, maxBytes + multipartRoomBytes, tooLarge)
  const file = await fileOf(request, bytes)
  return { name: name ?? file.name, content: Buffer.from(await file.arrayBuffer()) }
}

async function fileOf(request: Request, bytes: Buffer): Promise<File> {
  const type = request.headers.get('content-type') ?? ''
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const files = form?.getAll('file') ?? []
  const [file] = files
  if (files.length === 1 && file instanceof File) return file
  throw new AppError('invalid', {
    detail: 'Send one file in the form field "file". Nothing was attached.',
    fields: { file: 'One file' },
  })
}

function mediaTypeOf(request: Request): string {
  if (request.headers.get('content-encoding')) {
    throw new AppError('unsupported_media', {
      detail: 'Send the body without Content-Encoding. Nothing was changed.',
    })
  }
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((one) => /^\s*charset="?([^"\s]*)"?\s*$/.exec(one)?.[1]).find(Boolean)
  return charset && charset !== 'utf-8' ? '' : type.trim()
}

export async function readBytes(request: Request, maxBytes: number, tooLarge: string): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes)
    throw new AppError('too_large', { detail: tooLarge })
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new AppError('too_large', { detail: tooLarge })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('invalid', { detail: 'The body is not JSON in UTF-8. Nothing was changed.', cause })
  }
}

/** @throws AppError `invalid` for what can be sent but not kept, or is sent only to harm. */
export function refuseUnstorable(value: unknown, path = '', depth = 0): void {
  if (depth > maxDepth) throw unstorable(path, 'Nested too deeply')
  if (typeof value === 'string') {
    if (value.includes('\0')) throw unstorable(path, 'A NUL character cannot be kept')
    if (!value.isWellFormed()) throw unstorable(path, 'Half of a character cannot be kept')
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    if (key === '__proto__') throw unstorable(path, 'Unknown field __proto__')
    refuseUnstorable(part, path ? `${path}.${key}` : key, depth + 1)
  }
}

function unstorable(path: string, problem: string): AppError {
  const field = (path || 'input').slice(0, 100)
  return new AppError('invalid', {
    detail: `${field}: ${problem}. Nothing was changed.`,
    fields: { [field]: problem },
  })
}
