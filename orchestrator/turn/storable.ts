// What Postgres can keep of what a model or a tool says: no NUL, no half characters, not without end.
import type { JsonValue } from '#lib/db/types.ts'

const maxOutputBytes = 262_144
const maxTextLength = 399_000
const maxArgumentLength = 60_000

/** The text of an answer so far. A character of which only the first half has come waits for the other. */
export function storableText(text: string): string {
  const whole = /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
  return storable(whole.length > maxTextLength ? whole.slice(0, maxTextLength) : whole)
}

export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** The end of a tool's output: the end tells what came of it. */
export function tailOf(output: string): { text: string; isCut: boolean } {
  const text = storable(output)
  const bytes = Buffer.from(text)
  if (bytes.length <= maxOutputBytes) return { text, isCut: false }
  let start = bytes.length - maxOutputBytes
  // Not in the middle of a character: continuation bytes look like 10xxxxxx.
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start++
  return { text: bytes.toString('utf8', start), isCut: true }
}

/** Arguments as JSON that Postgres takes. */
export function storableJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'string') return storable(value.slice(0, maxArgumentLength))
  if (Array.isArray(value)) return value.map(storableJson)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [storable(name), storableJson(each)]))
}
