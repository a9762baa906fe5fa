// What an employee may be called. Nearly anything visible is a name; it is shown as text and never interpreted.
import { toOneLine } from './plain-text.ts'

type DisplayName =
  | { ok: true; name: string }
  /** `problem` is what a person reads, without a full stop. */
  | { ok: false; reason: 'empty' | 'too_long'; problem: string }

/** In code points, as the database counts. */
export const maxNameLength = 300

export function checkDisplayName(typed: string): DisplayName {
  const name = toOneLine(typed)
  const length = Array.from(name).length
  if (length === 0) {
    return { ok: false, reason: 'empty', problem: 'Give a name with at least one visible character' }
  }
  if (length > maxNameLength) {
    const problem = `This name has ${length} characters, and there is room for ${maxNameLength}. Shorten it`
    return { ok: false, reason: 'too_long', problem }
  }
  return { ok: true, name }
}
