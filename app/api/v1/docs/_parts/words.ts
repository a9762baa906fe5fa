// How the page words what the registry and its JSON schemas say.
import type { Operation } from '#lib/wire/operation.ts'

type Schema = Record<string, unknown>

export function anchorOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

/** A JSON schema in a few words: "text", "list of ids", "one of friendly, witty". */
export function typeInWords(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? 'object'
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map(typeInWords).join(' or ')
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`
  if (schema.type === 'array')
    return `list of ${isSchema(schema.items) ? typeInWords(schema.items) : 'anything'}`
  return `${plainType(schema)}${limitsInWords(schema)}`
}

function plainType({ type, format }: Schema): string {
  if (format === 'uuid') return 'UUID'
  if (format === 'date-time') return 'time'
  const words: Record<string, string> = { string: 'text', integer: 'whole number', boolean: 'yes or no' }
  return typeof type === 'string' ? (words[type] ?? type) : 'anything'
}

function limitsInWords({ type, maxLength, minimum, maximum }: Schema): string {
  if (type === 'string' && typeof maxLength === 'number') return `, up to ${maxLength.toLocaleString('en')}`
  const bounded = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER
  return bounded && typeof minimum === 'number' ? `, ${minimum} to ${maximum}` : ''
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null
}

/** How to ask for it in a shell that has DESKHAND_KEY. */
export function curlOf(operation: Operation, baseUrl: string): string {
  const { method, path, example, upload, answerKind } = operation
  const options = [
    ...(answerKind === 'events' ? ['-N'] : []),
    ...(method === 'GET' || upload ? [] : [`-X ${method}`]),
    `-H "Authorization: Bearer $DESKHAND_KEY"`,
    ...(upload ? ['-F file=@agenda.pdf'] : []),
    ...(example?.body === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(example.body)}'`]),
    ...(answerKind === 'file' ? ['-O -J'] : []),
  ]
  return [`curl ${baseUrl}${path}`, ...options].join(' \\\n  ')
}
