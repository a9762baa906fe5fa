// What an employee may be called. Nearly anything visible is a name; it is shown as text and never interpreted.
import { toOneLine } from './plain-text.ts'

export type DisplayName =
  | { ok: true; name: string }
  | { ok: false; problem: 'empty' | 'too_long'; detail: string }

/** In code points, as the database counts. */
export const maxNameLength = 300

export function parseDisplayName(typed: string): DisplayName {
  const name = toOneLine(typed)
  const length = Array.from(name).length
  if (length === 0) {
    return { ok: false, problem: 'empty', detail: 'Give a name with at least one visible character.' }
  }
  if (length > maxNameLength) {
    const detail = `This name has ${length} characters; ${maxNameLength} are the most there is room for. Shorten it.`
    return { ok: false, problem: 'too_long', detail }
  }
  return { ok: true, name }
}
