const separator = '\n\n'

/**
 * What a running text says after the segments that are already written down. The running text may have lost the tails
 * of those segments (see run-text.ts), or all of one.
 */
export function unwrittenTail(running: string, written: string[]): string {
  let rest = running
  for (const segment of written) {
    const end = possibleEnds(rest).find((position) => segment.startsWith(rest.slice(0, position)))
    if (end !== undefined) rest = rest.slice(end + separator.length)
  }
  return rest
}

/** Where a segment at the beginning of the text may end, the longest first. */
function possibleEnds(text: string): number[] {
  const ends = [...text.matchAll(/\n\n/g)].map((match) => match.index)
  return [...ends, text.length].filter((end) => end > 0).reverse()
}
