// Whom a comment names. Names may have spaces, so they are looked for and not parsed.
export interface Mentionable {
  id: string
  /** What stands after the @. */
  names: readonly string[]
}

/** Ids in the order they are named, each once. Where one name begins with another, the longer one counts. */
export function mentionsIn(text: string, people: readonly Mentionable[]): string[] {
  const found = new Set<string>()
  const folded = fold(text)
  for (const { index } of folded.matchAll(/@/g)) {
    // An @ inside a word is an e-mail address.
    if (index > 0 && /[\p{L}\p{N}._-]/u.test(folded[index - 1] ?? '')) continue
    const longest = longestAt(folded.slice(index + 1), people)
    if (longest) found.add(longest)
  }
  return [...found]
}

function longestAt(text: string, people: readonly Mentionable[]): string | undefined {
  let best = { id: '', length: 0 }
  for (const { id, names } of people) {
    for (const name of names.map(fold)) {
      const ends = !/^[\p{L}\p{N}_]/u.test(text.slice(name.length))
      if (name.length > best.length && text.startsWith(name) && ends) best = { id, length: name.length }
    }
  }
  return best.id || undefined
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
