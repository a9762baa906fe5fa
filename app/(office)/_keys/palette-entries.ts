// What the palette offers for a search. Pure; the palette draws it and does it.
import type { Employee } from '#lib/wire/employee.ts'
import type { SteerVerb } from '../_actions/steer.ts'
import { hasWords } from '../_office/has-words.ts'
import { settingsTabs } from '../settings/_settings/settings-tabs.ts'

export type Entry = { key: string; words: string } & (
  | { kind: 'employee'; employee: Employee; href: string }
  | { kind: 'page' | 'hire' | 'task' | 'sign-out'; href: string }
  | { kind: 'steer'; id: string; verb: Extract<SteerVerb, 'start' | 'pause'> }
  | { kind: 'help' }
)

interface Groups {
  employees: Entry[]
  pages: Entry[]
  acts: Entry[]
}

/** More than that nobody reads: one types another letter. */
const mostOfAKind = 20

export function paletteEntries(employees: readonly Employee[], search: string, isManager: boolean): Groups {
  const pick = (entries: Iterable<Entry>) => firstMatching(entries, search)
  return {
    employees: pick(employees.map(chatOf)),
    pages: [...taskOf(search), ...pick([...pages(isManager), ...employees.map(settingsOf)])],
    acts: pick([
      { key: 'create-task', kind: 'task', words: 'Create a task', href: '/tasks?new' },
      ...(isManager
        ? [{ key: 'hire', kind: 'hire', words: 'Hire somebody', href: '/onboarding?new' } as const]
        : []),
      ...employees.flatMap(steeringOf),
      { key: 'help', kind: 'help', words: 'Show the keys' },
      { key: 'sign-out', kind: 'sign-out', words: 'Sign out', href: '/sign-out' },
    ]),
  }
}

function firstMatching(entries: Iterable<Entry>, search: string): Entry[] {
  const found: Entry[] = []
  for (const entry of entries) {
    if (found.length === mostOfAKind) break
    if (hasWords(entry.words, search)) found.push(entry)
  }
  return found
}

function chatOf(employee: Employee): Entry {
  const { id, name } = employee
  return { key: `chat ${id}`, kind: 'employee', words: name, employee, href: `/employees/${id}/chat` }
}

function settingsOf({ id, name }: Employee): Entry {
  return {
    key: `settings ${id}`,
    kind: 'page',
    words: `Settings of ${name}`,
    href: `/employees/${id}/settings`,
  }
}

function pages(isManager: boolean): Entry[] {
  const settings = settingsTabs({ isManager }).map(
    ({ href, label }): Entry => ({ key: href, kind: 'page', words: `Settings: ${label}`, href }),
  )
  return [
    { key: '/employees', kind: 'page', words: 'Employees', href: '/employees' },
    { key: '/tasks', kind: 'page', words: 'Tasks', href: '/tasks' },
    { key: '/tasks/recurring', kind: 'page', words: 'Recurring tasks', href: '/tasks/recurring' },
    ...(isManager ? [{ key: '/usage', kind: 'page', words: 'Usage', href: '/usage' } as const] : []),
    ...settings,
  ]
}

/** Whoever types a number means the task that is called so. */
function taskOf(search: string): Entry[] {
  const number = /^#?(\d{1,9})$/.exec(search.trim())?.[1]
  if (!number) return []
  return [{ key: `#${number}`, kind: 'page', words: `Go to task #${number}`, href: `/tasks?go=${number}` }]
}

function steeringOf({ id, name, lifecycle }: Employee): Entry[] {
  if (lifecycle === 'leaving') return []
  const runs = lifecycle === 'ready' || lifecycle === 'starting'
  const verb = runs ? 'pause' : 'start'
  return [{ key: `${verb} ${id}`, kind: 'steer', words: `${runs ? 'Pause' : 'Start'} ${name}`, id, verb }]
}
