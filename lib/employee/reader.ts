import type { CompanyCaller } from '#lib/access/caller.ts'

/** Whose unread marks count: a person's; a key reads for nobody. */
export function readerOf(caller: CompanyCaller): string | null {
  return caller.kind === 'member' ? caller.userId : null
}
