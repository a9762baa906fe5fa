// A plan of one step is applied to the task itself: what it says is kept below the person's own words, and can be told from them. Pure.

const heading = '\n\n--- From the plan ---\n'
const maxDescription = 20_000

/** What the person wrote. */
export function withoutPlanNote(description: string): string {
  const at = description.lastIndexOf(heading)
  return at === -1 ? description : description.slice(0, at)
}

export function withPlanNote(description: string, note: string): string {
  const own = withoutPlanNote(description)
  const room = maxDescription - own.length - heading.length
  const text = note.trim()
  if (text === '' || own.includes(text) || room < text.length) return own
  return `${own}${heading}${text}`
}
