/** Finds the employee's name in a system prompt, as IDENTITY.md and SOUL.md write it; nothing when unsure. */
export function readPersonaName(systemPrompt: string): string | undefined {
  const patterns = [
    /^[\s*_#-]*name[\s*_]*:[\s*_]*([^\n*_]{1,60})/im,
    /^(?:you are|i am) ([A-Z][\p{L}'-]{1,40})[,.\n]/mu,
  ]
  for (const pattern of patterns) {
    const name = pattern.exec(systemPrompt)?.[1]?.trim()
    if (name) return name
  }
  return undefined
}
