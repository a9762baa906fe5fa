const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** The address of a link when it leads somewhere harmless; `javascript:` and the like lead nowhere. */
export function safeAddress(address: string): string | undefined {
  if (address.startsWith('#')) return address
  try {
    const { protocol } = new URL(address)
    return allowed.has(protocol) ? address : undefined
  } catch {
    // Relative: an employee knows no page of ours.
    return undefined
  }
}
