// Connects, and seeds a database with the two companies.
import type pg from 'pg'
import { tableOwner } from './actors.ts'
import { makeWorld, type World } from './world.ts'

export async function openWorld(sql: pg.Client): Promise<World> {
  await sql.connect()
  // Roles belong to the server, not to the database: another file may be making it at this moment.
  await sql.query(`select pg_advisory_lock(7305002)`)
  await sql.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${tableOwner}') then create role ${tableOwner}; end if;
  end $$`)
  await sql.query(`select pg_advisory_unlock(7305002)`)
  await sql.query(`grant usage on schema public to ${tableOwner}`)
  return makeWorld(sql)
}
