/** One pool for the Supabase-compatible API. */
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'

const maxConnections = 10

export function openConnection(databaseUrl: string): PostgresConnection {
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: { max: maxConnections, onnotice: () => {} },
  })
  // Left to itself, lite grants everything on every schema with RLS to the API's roles at the first request, and does
  // not switch roles while no table has RLS. Our migrations say who may do what, and it must always switch.
  Object.assign(connection, { rlsState: 'active' })
  return connection
}
