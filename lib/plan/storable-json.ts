// JSON as Postgres keeps it: without NUL and without half characters. Pure.

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

export function storableJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableJson)
  if (typeof value !== 'object') return null
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined ? [] : [[storableText(name), storableJson(each)]],
    ),
  )
}
