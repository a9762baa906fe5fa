import { formatElapsed } from '../../../../_ui/format-elapsed.ts'

/** Of something short: milliseconds until there is a second. */
export function durationInWords(durationMs: number): string {
  return durationMs < 1000 ? `${durationMs} ms` : formatElapsed(durationMs)
}
