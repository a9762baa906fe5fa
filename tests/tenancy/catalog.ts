// What the database itself says about its tables, policies and functions.
import type pg from 'pg'

export interface TableFacts {
  name: string
  rlsEnabled: boolean
  rlsForced: boolean
  /** Those that somebody could be allowed to write. */
  columns: { name: string; type: string }[]
}

/** Everything in schema public that can be selected from. */
export async function readTables(sql: pg.Client): Promise<TableFacts[]> {
  const { rows } = await sql.query<TableFacts>(`
    select relname as name, relrowsecurity as "rlsEnabled", relforcerowsecurity as "rlsForced",
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
        from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attidentity <> 'a') as columns
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    order by relname`)
  return rows
}

export interface PolicyFacts {
  table: string
  name: string
  role: string
  using: string | null
  check: string | null
}

export async function readPolicies(sql: pg.Client): Promise<PolicyFacts[]> {
  const { rows } = await sql.query<PolicyFacts>(`
    select tablename as "table", policyname as name, roles[1]::text as role, qual as "using", with_check as "check"
    from pg_policies where schemaname = 'public' order by tablename, policyname`)
  return rows
}

export interface FunctionFacts {
  name: string
  signature: string
  searchPathIsFixed: boolean
  /** Roles that may call it, PUBLIC among them. */
  callers: string[]
}

export async function readFunctions(sql: pg.Client): Promise<FunctionFacts[]> {
  const { rows } = await sql.query<FunctionFacts>(`
    select proname as name, oid::regprocedure::text as signature,
      coalesce('search_path=""' = any (proconfig), false) as "searchPathIsFixed",
      array(
        select case when grantee = 0 then 'PUBLIC' else grantee::regrole::text end
        from aclexplode(coalesce(proacl, acldefault('f', proowner)))
        where privilege_type = 'EXECUTE' and grantee <> proowner order by 1
      ) as callers
    from pg_proc where pronamespace = 'deskhand'::regnamespace order by proname`)
  return rows
}
