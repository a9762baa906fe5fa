// What the page of tasks shows and how, as its address says it. Pure.
import { type ColumnKey, columnKeys } from '../_board/columns.ts'

export interface View {
  layout: 'board' | 'list'
  search: string
  /** Employees' ids; `none` for nobody. */
  assignees: readonly string[]
  labels: readonly string[]
  priorities: readonly number[]
  columns: readonly ColumnKey[]
  needsYou: boolean
  /** Only what the one who looks handed out. */
  mine: boolean
  /** Sub-tasks stand as cards of their own. */
  parts: boolean
  /** Columns that are thin by themselves and were opened. */
  open: readonly ColumnKey[]
}

export const nobody = 'none'

export const wholeView: View = {
  layout: 'board',
  search: '',
  assignees: [],
  labels: [],
  priorities: [],
  columns: [],
  needsYou: false,
  mine: false,
  parts: false,
  open: [],
}

export function viewOf(params: URLSearchParams): View {
  const columns = (name: string) => columnKeys.filter((key) => listed(params, name).includes(key))
  return {
    layout: params.get('view') === 'list' ? 'list' : 'board',
    search: params.get('q') ?? '',
    assignees: listed(params, 'assignee'),
    labels: params.getAll('label'),
    priorities: [...new Set(listed(params, 'priority').map(Number))].filter((one) =>
      [0, 1, 2, 3].includes(one),
    ),
    columns: columns('status'),
    needsYou: params.has('needs-you'),
    mine: params.has('mine'),
    parts: params.has('parts'),
    open: columns('open'),
  }
}

/** Only what differs from the plain board; begins with `?` unless it is empty. */
export function queryOf(view: View): string {
  const params = new URLSearchParams()
  const list = (name: string, values: readonly unknown[]) => {
    if (values.length > 0) params.set(name, values.join(','))
  }
  if (view.layout === 'list') params.set('view', 'list')
  if (view.search.trim() !== '') params.set('q', view.search)
  list('assignee', view.assignees)
  for (const label of view.labels) params.append('label', label)
  list('priority', view.priorities)
  list('status', view.columns)
  if (view.needsYou) params.set('needs-you', '')
  if (view.mine) params.set('mine', '')
  if (view.parts) params.set('parts', '')
  list('open', view.open)
  const query = params
    .toString()
    .replaceAll(/=(?=&|$)/g, '')
    .replaceAll('%2C', ',')
  return query === '' ? '' : `?${query}`
}

function listed(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? '').split(',').filter((one) => one !== '')
}

/** Whether anything is left out on purpose. */
export function isNarrowed(view: View): boolean {
  return view.search.trim() !== '' || narrowings(view) > 0 || view.needsYou || view.mine
}

/** How many kinds of filter are set in the menu. */
export function narrowings({ assignees, labels, priorities, columns }: View): number {
  return [assignees, labels, priorities, columns].filter((one) => one.length > 0).length
}

/** What has failed for good, as one goes through it: with its reasons, and parts of something as well. */
export const failures = { layout: 'list', columns: ['failed'] } as const satisfies Partial<View>

export function areFailures({ layout, columns }: View): boolean {
  return layout === 'list' && columns.length === 1 && columns[0] === 'failed'
}

/** With or without one of a list. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}
