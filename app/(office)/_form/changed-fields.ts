/** The edits that differ from what they edit. Lists are the same when they hold the same things in the same order. */
export function changedFields<T extends object>(present: Partial<T>, edits: Partial<T>): Partial<T> {
  const changes: Partial<T> = {}
  for (const field of keysOf(edits)) {
    if (!isSame(present[field], edits[field])) changes[field] = edits[field]
  }
  return changes
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => Object.is(item, other[index]))
  }
  return Object.is(one, other)
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  const keys: (keyof T)[] = []
  for (const key in object) keys.push(key)
  return keys
}
