// Whom a comment names. Names may have spaces, so they are looked for and not parsed.
export interface Mentionable {
  id: string
  /** What stands after the @. */
  names: readonly string[]
}

/** Nobody names more people than this; a text of nothing but @ is no work. */
const maxSigns = 200

/** Ids in the order they are named, each once. Where one name begins with another, the longer one counts. */
export function mentionsIn(text: string, people: readonly Mentionable[]): string[] {
  const names = people
    .flatMap((person) => person.names.map((name) => ({ id: person.id, name: fold(name) })))
    .filter(({ name }) => name !== '')
    .sort((one, other) => other.name.length - one.name.length)
  const folded = fold(text)
  const found = new Set<string>()
  for (const { index } of [...folded.matchAll(/@/g)].slice(0, maxSigns)) {
    // An @ inside a word is an e-mail address.
    if (index > 0 && /[\p{L}\p{N}._-]/u.test(folded[index - 1] ?? '')) continue
    const named = names.find(({ name }) => startsAt(folded, name, index + 1))
    if (named) found.add(named.id)
  }
  return [...found]
}

function startsAt(text: string, name: string, at: number): boolean {
  if (!text.startsWith(name, at)) return false
  const next = String.fromCodePoint(text.codePointAt(at + name.length) ?? 32)
  return !/[\p{L}\p{N}_]/u.test(next)
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
