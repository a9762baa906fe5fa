import type { CompanyCaller, Member } from '#lib/access/caller.ts'
import { AppError } from '#lib/errors.ts'

/** @throws AppError `not_allowed` for a key: a desktop is looked at by people. */
export function requirePerson(caller: CompanyCaller): Member {
  if (caller.kind === 'member') return caller
  throw new AppError('not_allowed', {
    detail: 'Desktops are for people in a browser, an API key has none. Nothing was changed.',
  })
}
