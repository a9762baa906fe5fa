// Labels as one types them, with commas between, and those that could be meant. Pure.

const mostSuggested = 8

/** Labels in use that go on from what is being typed; before a letter is typed, those that come first. */
export function suggestionsFor(typed: string, inUse: readonly string[]): string[] {
  const { before, last } = partsOf(typed)
  const begun = last.toLocaleLowerCase()
  const open = inUse.filter((label) => !before.includes(label) && label !== last)
  const beginning = open.filter((label) => label.toLocaleLowerCase().startsWith(begun))
  const within = open.filter(
    (label) => !beginning.includes(label) && label.toLocaleLowerCase().includes(begun),
  )
  return [...beginning, ...within].slice(0, mostSuggested)
}

/** What stands there once a suggestion is taken, ready for the next one. */
export function withSuggestion(typed: string, label: string): string {
  return `${[...partsOf(typed).before, label].join(', ')}, `
}

export function labelsOf(typed: string): string[] {
  const { before, last } = partsOf(typed)
  return [...new Set(last === '' ? before : [...before, last])]
}

function partsOf(typed: string): { before: string[]; last: string } {
  const parts = typed.split(',').map((one) => one.trim())
  return { before: parts.slice(0, -1).filter((one) => one !== ''), last: parts.at(-1) ?? '' }
}
