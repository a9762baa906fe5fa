// One cell is one statement by one actor on one table, with what has to come of it.
import { escapeLiteral } from 'pg'
import { type Actor, actorsOf, tableOwner } from './actors.ts'
import type { TableFacts } from './catalog.ts'
import { tables } from './expectations.ts'
import { operatorReads } from './operator-expectations.ts'
import type { Columns, Reach, TableExpectation } from './rights.ts'
import { makesRoom, newRows, ownerlessRows, type World } from './world.ts'

/** denied: no grant. refused: the row breaks a policy. hidden: no row was reached. */
export type Outcome = 'allowed' | 'hidden' | 'refused' | 'denied'

export interface Cell {
  says: string
  actor: Actor
  /** Done by the superuser first. */
  before?: string
  does: string
  /** Finds the row that the statement may have changed; without it, rows of the answer count. */
  watches?: string
  expected: Outcome
}

type Verb = 'select' | 'insert' | 'update' | 'delete'

const verbs: Verb[] = ['select', 'insert', 'update', 'delete']

export function cellsOf(table: TableFacts, world: World): Cell[] {
  const expectation = tables[table.name]
  if (!expectation) throw new Error(`${table.name} is not in tests/tenancy/expectations.ts`)
  const actors = actorsOf(world)
  const rows = actors.flatMap((actor) => verbs.map((verb) => rowCell(table, expectation, world, actor, verb)))
  return [
    ...rows,
    ...columnCells(table, expectation, actors),
    ...operatorCells(table, actors),
    ...specialCells(expectation, actors),
  ]
}

function rowCell(
  facts: TableFacts,
  expectation: TableExpectation,
  world: World,
  actor: Actor,
  verb: Verb,
): Cell {
  const table = facts.name
  const target = world.targets[table]
  if (!target) throw new Error(`tests/tenancy/world.ts seeds no row of ${table}`)
  const statements: Record<Verb, string> = {
    select: `select from ${table} where ${target}`,
    insert: insertion(
      table,
      (actor.role === 'deskhand_orchestrator' && ownerlessRows[table]) || newRows(world)[table],
    ),
    update: `update ${table} set ${touchOf(facts, expectation, actor)}`,
    delete: `delete from ${table}`,
  }
  // Changes are aimed at no row in particular, so that only the policy of the verb itself stands in the way.
  const changes = verb === 'update' || verb === 'delete'
  return {
    says: `${actor.name} ${verb} ${table}`,
    actor,
    before: preparationOf(table, actor, verb, target),
    does: statements[verb],
    ...(changes ? { watches: `${table} where ${target}` } : {}),
    expected: expectedOutcome(expectation, actor, verb, operatorReads[table]),
  }
}

function preparationOf(table: string, actor: Actor, verb: Verb, target: string): string {
  if (actor.role === tableOwner) return `alter table ${table} owner to ${tableOwner}`
  return verb === 'insert' ? (makesRoom[table]?.(target) ?? '') : ''
}

function touchOf({ columns }: TableFacts, { app, orchestrator }: TableExpectation, actor: Actor): string {
  const touches = [app?.update?.touch, orchestrator?.update?.touch]
  if (actor.role === 'deskhand_orchestrator') touches.reverse()
  return touches.find((touch) => touch !== undefined) ?? `${columns.at(-1)?.name} = null`
}

function insertion(table: string, row: Record<string, unknown> | undefined): string {
  if (!row) return `insert into ${table} default values`
  const values = Object.values(row).map(literal)
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}

function literal(value: unknown): string {
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`
  if (value instanceof Date) return escapeLiteral(value.toISOString())
  return escapeLiteral(String(value))
}

function expectedOutcome(
  expectation: TableExpectation,
  actor: Actor,
  verb: Verb,
  reads: Columns | undefined,
): Outcome {
  const unreached = verb === 'insert' ? 'refused' : 'hidden'
  if (actor.role === tableOwner) {
    return expectation.appendOnly && verb !== 'select' ? 'refused' : unreached
  }
  if (actor.role === 'deskhand_orchestrator') return expectation.orchestrator?.[verb] ? 'allowed' : 'denied'
  if (actor.role === 'deskhand_operator') return verb === 'select' && reads ? 'allowed' : 'denied'
  if (actor.role !== 'deskhand_app') return 'denied'
  const right = expectation.app?.[verb]
  if (!right) return 'denied'
  return reaches(actor, typeof right === 'string' ? right : right.by) ? 'allowed' : unreached
}

function reaches({ inCompany, manages, belongs, isSubject }: Actor, reach: Reach): boolean {
  switch (reach) {
    case 'oneself':
      return isSubject === true
    case 'self or managing people':
      return inCompany === true && (isSubject === true || (manages === true && belongs === true))
    case 'everyone':
      return true
    case 'company':
      return inCompany === true
    case 'managers':
      return inCompany === true && manages === true
    case 'self':
      return inCompany === true && isSubject === true
    case 'self or managers':
      return inCompany === true && (manages === true || isSubject === true)
    case 'company or self':
      return inCompany === true || isSubject === true
    case 'company or belonging':
      return inCompany === true || belongs === true
  }
}

/** Which columns each role may write, whatever the row: the statements touch no row at all. */
function columnCells(table: TableFacts, { app, orchestrator }: TableExpectation, actors: Actor[]): Cell[] {
  const granted: Record<string, { insert: Columns; update: Columns }> = {
    anonymous: { insert: app?.insert?.columns ?? [], update: app?.update?.columns ?? [] },
    orchestrator: { insert: orchestrator?.insert ?? [], update: orchestrator?.update?.columns ?? [] },
    operator: { insert: [], update: [] },
  }
  return actors.flatMap((actor) => {
    const columns = granted[actor.name]
    if (!columns) return []
    const cell = (verb: 'insert' | 'update', column: string, does: string): Cell => ({
      says: `${actor.role} ${verb} ${table.name}.${column}`,
      actor,
      does,
      expected: includes(columns[verb], column) ? 'hidden' : 'denied',
    })
    return table.columns.flatMap(({ name, type }) => [
      cell('insert', name, `insert into ${table.name} (${name}) select null::${type} where false`),
      cell('update', name, `update ${table.name} set ${name} = null where false`),
    ])
  })
}

/** Operators read column by column: what people write to each other is in the same tables. */
function operatorCells(table: TableFacts, actors: Actor[]): Cell[] {
  const reads = operatorReads[table.name] ?? []
  return actors
    .filter(({ name }) => name === 'operator')
    .flatMap((actor) =>
      table.columns.map(({ name }) => ({
        says: `${actor.role} select ${table.name}.${name}`,
        actor,
        does: `select ${name} from ${table.name} where false`,
        expected: includes(reads, name) ? 'hidden' : 'denied',
      })),
    )
}

const includes = (columns: Columns, column: string) => columns === 'all' || columns.includes(column)

function specialCells({ special = [] }: TableExpectation, actors: Actor[]): Cell[] {
  return special.map(({ says, as, does, outcome }) => {
    const actor = actors.find(({ name }) => name === as)
    if (!actor) throw new Error(`There is no actor "${as}"`)
    return { says: `${as} ${says}`, actor, does, expected: outcome }
  })
}
