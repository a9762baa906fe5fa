/** " in about 9 s", told by how long the last start took; nothing for a first one. Pure. */
export function aboutSeconds(readyAfterMs: number | null): string {
  return readyAfterMs === null ? '' : ` in about ${Math.max(1, Math.round(readyAfterMs / 1000))} s`
}
