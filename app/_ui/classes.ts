/** Joins class names and drops what is not set. Callers pass layout only; the look belongs to the component. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
