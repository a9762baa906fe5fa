/** The emulator's memory: rows by table, each finished request appended to one file as a line, so that a kill loses nothing that was answered. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TableName, Tables } from './types.ts'

type Rows = { [Name in TableName]: Map<string, Tables[Name]> }
type Change = { [Name in TableName]: [Name, string, Tables[Name] | null] }[TableName]

export interface Store {
  find<Name extends TableName>(table: Name, id: string): Tables[Name] | undefined
  /** Oldest first. */
  all<Name extends TableName>(table: Name): Tables[Name][]
  put<Name extends TableName>(table: Name, row: Tables[Name]): void
  remove(table: TableName, id: string): void
  /** All of it or, when it throws, nothing. */
  transact<Result>(work: () => Result): Result
}

const keptEvents = 2_000
const replaysAreKeptMs = 24 * 60 * 60 * 1000

export function openStore(file: string): Store {
  const rows = emptyRows()
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  for (const change of readJournal(file)) set(rows, change)
  forgetOld(rows)
  rewrite(file, rows)
  let open: { changes: Change[]; undo: Change[] } | undefined
  const write = (change: Change, before: Change) => {
    if (!open) throw new Error('Rows change only within a transaction.')
    open.changes.push(change)
    open.undo.push(before)
    set(rows, change)
  }
  return {
    find: (table, id) => rows[table].get(id),
    all: (table) => [...rows[table].values()],
    put: (table, row) =>
      write(changeOf(table, row.id, row), changeOf(table, row.id, rows[table].get(row.id) ?? null)),
    remove: (table, id) => write(changeOf(table, id, null), changeOf(table, id, rows[table].get(id) ?? null)),
    transact: (work) => {
      if (open) return work()
      const mine = { changes: [], undo: [] }
      open = mine
      try {
        const result = work()
        append(file, mine.changes)
        return result
      } catch (error) {
        for (const before of [...mine.undo].reverse()) set(rows, before)
        throw error
      } finally {
        open = undefined
      }
    },
  }
}

function emptyRows(): Rows {
  return {
    customer: new Map(),
    product: new Map(),
    price: new Map(),
    payment_method: new Map(),
    subscription: new Map(),
    invoice: new Map(),
    invoice_payment: new Map(),
    payment_intent: new Map(),
    charge: new Map(),
    session: new Map(),
    portal_session: new Map(),
    portal_configuration: new Map(),
    webhook_endpoint: new Map(),
    test_clock: new Map(),
    event: new Map(),
    pending_line: new Map(),
    trial_warning: new Map(),
    wish: new Map(),
    card_number: new Map(),
    delivery: new Map(),
    replay: new Map(),
    setting: new Map(),
  }
}

function changeOf(table: TableName, id: string, row: Tables[TableName] | null): Change {
  // One tuple for all tables: which row belongs to which table is the caller's type.
  const change: [string, string, unknown] = [table, id, row]
  return JSON.parse(JSON.stringify(change))
}

function set(rows: Rows, [table, id, row]: Change): void {
  const column: Map<string, unknown> = rows[table]
  if (row === null) column.delete(id)
  else column.set(id, row)
}

/** A line cut short by a kill was never answered. */
function readJournal(file: string): Change[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): Change[] => {
      try {
        return line ? JSON.parse(line) : []
      } catch {
        return []
      }
    })
}

/** What nobody asks for any more. A file that is carried along for months stays small. */
function forgetOld({ replay, event, delivery }: Rows): void {
  for (const { id, createdMs } of replay.values())
    if (createdMs < Date.now() - replaysAreKeptMs) replay.delete(id)
  for (const id of [...event.keys()].slice(0, -keptEvents)) event.delete(id)
  for (const { id, event: about } of delivery.values()) if (!event.has(about)) delivery.delete(id)
}

function rewrite(file: string, rows: Rows): void {
  const draft = `${file}.new`
  const lines = Object.entries(rows).flatMap(([table, column]) =>
    [...column].map(([id, row]) => `${JSON.stringify([[table, id, row]])}\n`),
  )
  writeFileSync(draft, lines.join(''), { mode: 0o600 })
  renameSync(draft, file)
}

function append(file: string, changes: Change[]): void {
  if (changes.length > 0) appendFileSync(file, `${JSON.stringify(changes)}\n`, { mode: 0o600 })
}
