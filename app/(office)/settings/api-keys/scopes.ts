import type { Scope } from '#lib/access/caller.ts'

/** What a key may do, in words. */
export const offeredScopes: readonly { scope: Scope; name: string; text: string }[] = [
  { scope: 'read', name: 'Read', text: 'See employees, messages, tasks and the company' },
  {
    scope: 'write',
    name: 'Write',
    text: 'Hire, change, start and fire employees; write messages; hand out tasks. Includes reading',
  },
  {
    scope: 'work',
    name: 'Work',
    text: 'Take tasks and report on them, and read the files of any task of the company: what a worker on a machine of yours needs, and nothing else',
  },
  {
    scope: 'admin',
    name: 'Admin',
    text: 'Change the company and the plan, drain workers, make and revoke keys',
  },
]

const names: Record<Scope, string> = { read: 'Read', write: 'Write', work: 'Work', admin: 'Admin' }

export function scopesInWords(scopes: readonly Scope[]): string {
  return scopes.map((scope) => names[scope]).join(', ')
}
