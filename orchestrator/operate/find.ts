// What operators name, found: refuses a name that means nothing or several things.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'

export async function findRelease(tx: Tx, name: string): Promise<{ id: string; label: string }> {
  const found = await tx
    .selectFrom('deskReleases')
    .where((eb) => eb.or([eb('label', '=', name), eb('image', '=', name), eb(sql`id::text`, '=', name)]))
    .select(['id', 'label'])
    .execute()
  return only(found, 'release', name)
}

/** A living one: by its own id or its employee's. */
export async function findDesk(tx: Tx, name: string) {
  const found = await tx
    .selectFrom('desks')
    .where('desiredState', '<>', 'absent')
    .where((eb) => eb.or([eb(sql`id::text`, '=', name), eb(sql`employee_id::text`, '=', name)]))
    .select(['id', 'companyId', 'employeeId', 'hostId', 'refusedReleases'])
    .execute()
  return only(found, 'desk', name)
}

export async function findHost(tx: Tx, name: string) {
  const found = await tx
    .selectFrom('hosts')
    .where('name', '=', name)
    .select(['id', 'name', 'seenAt', 'runtime'])
    .execute()
  return only(found, 'host', name)
}

function only<Thing>(found: Thing[], what: string, name: string): Thing {
  const [one, ...others] = found
  if (one && others.length === 0) return one
  const detail = one
    ? `Several ${what}s are called "${name}". Nothing was changed. Name one by its id.`
    : `There is no ${what} "${name}". Nothing was changed.`
  throw new AppError('not_found', { detail })
}
