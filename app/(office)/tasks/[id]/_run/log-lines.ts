// The lines of a run's log from the pieces they came in. Pure.
import type { LogPage } from '#lib/wire/timeline.ts'

type Piece = LogPage['items'][number]

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals begin with one
const colours = /\x1b\[[0-9;?]*[A-Za-z]/g

/** In the order they were printed, without the colours of a terminal. */
export function logLinesOf(pieces: readonly Piece[], runId: string): string[] {
  return pieces
    .filter((piece) => piece.runId === runId)
    .toSorted((one, other) => one.firstLine - other.firstLine)
    .flatMap(({ lines }) => lines)
    .map((line) => line.replaceAll(colours, ''))
}
