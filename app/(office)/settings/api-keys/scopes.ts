import type { Scope } from '#lib/access/caller.ts'

/** What a key may do, in words. `work` is for what employees' desks do and is offered when desks have work to fetch. */
export const offeredScopes: readonly { scope: Scope; name: string; text: string }[] = [
  { scope: 'read', name: 'Read', text: 'See employees, messages and the company' },
  {
    scope: 'write',
    name: 'Write',
    text: 'Hire, change, start and fire employees; write messages. Includes reading',
  },
  { scope: 'admin', name: 'Admin', text: 'Change the company and the plan, make and revoke keys' },
]

const names: Record<Scope, string> = { read: 'Read', write: 'Write', work: 'Work', admin: 'Admin' }

export function scopesInWords(scopes: readonly Scope[]): string {
  return scopes.map((scope) => names[scope]).join(', ')
}
