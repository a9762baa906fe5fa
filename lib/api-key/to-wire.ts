import type { Selectable } from 'kysely'
import type { Scope } from '#lib/access/caller.ts'
import type { ApiKey as ApiKeyRow } from '#lib/db/types.ts'
import type { ApiKey } from '#lib/wire/api-key.ts'

export const apiKeyColumns = [
  'id',
  'name',
  'scopes',
  'createdAt',
  'expiresAt',
  'revokedAt',
  'lastUsedAt',
] as const

type Row = Pick<Selectable<ApiKeyRow>, (typeof apiKeyColumns)[number]>

export function toWire(row: Row): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.filter(isScope),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }
}

function isScope(scope: string): scope is Scope {
  return scope === 'read' || scope === 'write' || scope === 'work' || scope === 'admin'
}
