// Every way to weaken the fences by one statement. Each must be noticed.
import type pg from 'pg'
import { tableOwner } from './actors.ts'
import { type FunctionFacts, type PolicyFacts, readPolicies, type TableFacts } from './catalog.ts'
import { tables } from './expectations.ts'

export interface Mutant {
  does: string
  /** Whose cells should notice; they are tried first. */
  aimsAt: string
}

const roles = [
  'deskhand_app',
  'deskhand_orchestrator',
  'deskhand_operator',
  'anon',
  'authenticated',
  'service_role',
]
const verbs = ['select', 'insert', 'update', 'delete']

export async function tableMutants(sql: pg.Client, { name }: TableFacts): Promise<Mutant[]> {
  const policies = (await readPolicies(sql)).filter(({ table }) => table === name)
  const missingGrants = await readMissingGrants(sql, name)
  return [
    ...policies.flatMap(policyMutants),
    ...strayPolicies(name),
    { does: `alter table ${name} no force row level security`, aimsAt: tableOwner },
    { does: `alter table ${name} disable row level security`, aimsAt: tableOwner },
    ...missingGrants.map(({ role, verb }) => ({ does: `grant ${verb} on ${name} to ${role}`, aimsAt: role })),
  ]
}

export function functionMutants({ signature }: FunctionFacts): Mutant[] {
  return [
    { does: `grant execute on function ${signature} to public`, aimsAt: 'public' },
    { does: `grant execute on function ${signature} to anon`, aimsAt: 'anon' },
    { does: `alter function ${signature} reset search_path`, aimsAt: 'public' },
  ]
}

function policyMutants({ table, name, role, using, check }: PolicyFacts): Mutant[] {
  const policy = `policy ${name} on ${table}`
  return [
    { does: `drop ${policy}`, aimsAt: role },
    ...(opens(using) ? [{ does: `alter ${policy} using (true)`, aimsAt: role }] : []),
    ...(opens(check) ? [{ does: `alter ${policy} with check (true)`, aimsAt: role }] : []),
  ]
}

/** Whether putting `true` in its place changes anything. */
const opens = (condition: string | null) => condition !== null && condition !== 'true'

/** A permissive policy too many lets in whoever holds a grant. Where everybody may read anyway it changes nothing. */
function strayPolicies(table: string): Mutant[] {
  const select = tables[table]?.app?.select
  if (!select || select === 'everyone') return []
  return [
    { does: `create policy stray on ${table} for select to public using (true)`, aimsAt: 'deskhand_app' },
  ]
}

async function readMissingGrants(sql: pg.Client, table: string) {
  const { rows } = await sql.query<{ role: string; verb: string }>(
    `select role, verb from unnest($2::text[]) role, unnest($3::text[]) verb
      where not has_table_privilege(role, $1, verb)`,
    [table, roles, verbs],
  )
  return rows
}
