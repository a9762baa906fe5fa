// Every way to weaken the fences by one statement. Each must be noticed.
import type pg from 'pg'
import { type FunctionFacts, type PolicyFacts, readPolicies, type TableFacts } from './catalog.ts'
import { tables } from './expectations.ts'

export interface Mutant {
  says: string
  does: string
}

const roles = ['deskhand_app', 'deskhand_orchestrator', 'anon', 'authenticated', 'service_role']
const verbs = ['select', 'insert', 'update', 'delete']

export async function tableMutants(sql: pg.Client, { name }: TableFacts): Promise<Mutant[]> {
  const policies = (await readPolicies(sql)).filter(({ table }) => table === name)
  const missingGrants = await readMissingGrants(sql, name)
  return [
    ...policies.flatMap(policyMutants),
    ...strayPolicies(name),
    asMutant(`alter table ${name} no force row level security`),
    asMutant(`alter table ${name} disable row level security`),
    ...missingGrants.map(({ role, verb }) => asMutant(`grant ${verb} on ${name} to ${role}`)),
  ]
}

export function functionMutants({ signature }: FunctionFacts): Mutant[] {
  return [
    asMutant(`grant execute on function ${signature} to public`),
    asMutant(`grant execute on function ${signature} to anon`),
    asMutant(`alter function ${signature} reset search_path`),
  ]
}

const asMutant = (does: string): Mutant => ({ says: does, does })

function policyMutants({ table, name, using, check }: PolicyFacts): Mutant[] {
  const policy = `policy ${name} on ${table}`
  return [
    asMutant(`drop ${policy}`),
    ...(opens(using) ? [asMutant(`alter ${policy} using (true)`)] : []),
    ...(opens(check) ? [asMutant(`alter ${policy} with check (true)`)] : []),
  ]
}

/** Whether putting `true` in its place changes anything. */
const opens = (condition: string | null) => condition !== null && condition !== 'true'

/** A permissive policy too many lets in whoever holds a grant. Where everybody may read anyway it changes nothing. */
function strayPolicies(table: string): Mutant[] {
  const select = tables[table]?.app?.select
  if (!select || select === 'everyone') return []
  return [asMutant(`create policy stray on ${table} for select to public using (true)`)]
}

async function readMissingGrants(sql: pg.Client, table: string) {
  const { rows } = await sql.query<{ role: string; verb: string }>(
    `select role, verb from unnest($2::text[]) role, unnest($3::text[]) verb
      where not has_table_privilege(role, $1, verb)`,
    [table, roles, verbs],
  )
  return rows
}
