// Naming somebody while one writes: what stands after the @ before the caret, and who that could be. Pure.

export interface Nameable {
  id: string
  name: string
  /** Employees have portraits; members have none. */
  portraitSeed: string | null
}

export interface Mentioning {
  /** Where the @ stands. */
  start: number
  query: string
}

const mostFound = 6

/** Undefined when one is not naming anybody. A name may have spaces, but not many. */
export function mentioningAt(text: string, caret: number): Mentioning | undefined {
  const match = /(^|[\s(])@([^@\n]{0,30})$/.exec(text.slice(0, caret))
  if (!match) return undefined
  const query = match[2] ?? ''
  return { start: caret - query.length - 1, query }
}

export function namesFor(query: string, people: readonly Nameable[]): Nameable[] {
  const wanted = plain(query)
  return people
    .filter(({ name }) =>
      plain(name)
        .split(/\s+/)
        .some((_, index, words) => words.slice(index).join(' ').startsWith(wanted)),
    )
    .slice(0, mostFound)
}

/** The text with the name put in, and where the caret stands then. */
export function withName(text: string, at: Mentioning, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, at.start)}@${name} `
  return { text: before + text.slice(at.start + 1 + at.query.length).replace(/^ /, ''), caret: before.length }
}

const plain = (words: string) => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
