// A phone's keyboard does not tell keys, it changes a text: what was typed is the difference. Pure.
import { type Key, keyOf, keys } from './keysyms.ts'

/** The keys that make one text of the other, typed at its end. */
export function typedChanges(before: string, after: string): Key[] {
  const old = Array.from(before)
  const now = Array.from(after)
  let same = 0
  while (same < old.length && same < now.length && old[same] === now[same]) same++
  return [...old.slice(same).map(() => keys.backspace), ...now.slice(same).map(keyOf)]
}
