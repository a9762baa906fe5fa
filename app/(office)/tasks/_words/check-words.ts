// What a check looks at, in a line.
import type { Check, CheckKind } from '#lib/wire/check.ts'

export const checkKindNames: Record<CheckKind, string> = {
  file_exists: 'A file exists',
  file_matches: 'A file contains a pattern',
  command: 'A command succeeds',
  url: 'An address answers',
  text_contains: 'The summary says',
  json_schema: 'JSON has a shape',
  rubric: 'A model judges it',
}

export function checkInWords(check: Check): string {
  if (check.title) return check.title
  switch (check.kind) {
    case 'file_exists':
      return `${check.path} exists`
    case 'file_matches':
      return `${check.path} matches ${check.pattern}`
    case 'command':
      return `${check.command} succeeds`
    case 'url':
      return `${check.url} answers ${check.status}${check.contains ? ` with “${check.contains}”` : ''}`
    case 'text_contains':
      return `The summary says “${check.text}”`
    case 'json_schema':
      return `${check.path ?? 'The result'} has the given shape`
    case 'rubric':
      return `A model judges: ${check.rubric}`
  }
}

const kinds = Object.keys(checkKindNames)

export function isCheckKind(value: string): value is CheckKind {
  return kinds.includes(value)
}

/** A check of a kind, to be filled in; its id is not among those taken. */
export function emptyCheck(kind: CheckKind, taken: readonly string[]): Check {
  let number = taken.length + 1
  while (taken.includes(`check-${number}`)) number += 1
  const about = { id: `check-${number}`, title: '' }
  switch (kind) {
    case 'file_exists':
      return { ...about, kind, path: '' }
    case 'file_matches':
      return { ...about, kind, path: '', pattern: '' }
    case 'command':
      return { ...about, kind, command: '', timeoutSeconds: 120 }
    case 'url':
      return { ...about, kind, url: '', status: 200 }
    case 'text_contains':
      return { ...about, kind, text: '' }
    case 'json_schema':
      return { ...about, kind, schema: {} }
    case 'rubric':
      return { ...about, kind, rubric: '', passMark: 70 }
  }
}
