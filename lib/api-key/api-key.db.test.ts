import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { createApiKey } from './create-api-key.ts'
import { findKeyHolder } from './find-key-holder.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
})

const readOnly = { name: 'Report', scopes: ['read' as const] }

describe('a key', () => {
  it('speaks for its company with its scopes', async () => {
    const { id, secret } = await createApiKey(owner, { name: 'Report', scopes: ['read', 'write', 'read'] })
    expect(await findKeyHolder(secret)).toEqual({
      kind: 'key',
      apiKeyId: id,
      companyId: owner.companyId,
      scopes: ['read', 'write'],
    })
  })

  it('shows its secret once and keeps only a digest', async () => {
    const { id, secret } = await createApiKey(owner, readOnly)
    expect(JSON.stringify(await listApiKeys(owner))).not.toContain(secret.slice(-32))
    const { rows } = await world.sql.query('select api_keys::text as row from api_keys where id = $1', [id])
    expect(rows[0].row).not.toContain(secret.slice(-32))
  })

  it('notes when it was used', async () => {
    const { secret } = await createApiKey(owner, readOnly)
    expect((await listApiKeys(owner))[0]?.lastUsedAt).toBeNull()
    await findKeyHolder(secret)
    expect((await listApiKeys(owner))[0]?.lastUsedAt).not.toBeNull()
  })

  it('is over when it is revoked, which can be done twice', async () => {
    const { id, secret } = await createApiKey(owner, readOnly)
    await revokeApiKey(owner, { id })
    await revokeApiKey(owner, { id })
    expect(await findKeyHolder(secret)).toBeUndefined()
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['api_key.created', 'api_key.revoked'])
    expect((await listApiKeys(owner))[0]?.revokedAt).not.toBeNull()
  })

  it('is over when it expires', async () => {
    const { id, secret } = await createApiKey(owner, {
      ...readOnly,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    })
    expect(await findKeyHolder(secret)).toBeDefined()
    const past =
      "update api_keys set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
    await world.sql.query(`${past} where id = $1`, [id])
    expect(await findKeyHolder(secret)).toBeUndefined()
  })

  it('is found by its whole secret alone', async () => {
    const { secret } = await createApiKey(owner, readOnly)
    const flipped = secret.endsWith('A') ? 'B' : 'A'
    const wrong = [
      '',
      secret.slice(0, -1),
      `${secret.slice(0, -1)}${flipped}`,
      ` ${secret}`,
      secret.toUpperCase(),
      `${secret}\0`,
    ]
    for (const one of wrong) expect(await findKeyHolder(one)).toBeUndefined()
  })
})

describe('keys', () => {
  it('are made, seen and revoked by owners, admins and keys that administer', async () => {
    const member = await addMember(world.sql, owner.companyId)
    const { id } = await createApiKey(owner, readOnly)
    for (const attempt of [
      async () => createApiKey(member, readOnly),
      async () => listApiKeys(member),
      async () => revokeApiKey(member, { id }),
    ]) {
      expect(await outcome(attempt)).toBe('not_allowed')
    }
    const { secret } = await createApiKey(owner, { name: 'Admin', scopes: ['admin'] })
    const holder = await findKeyHolder(secret)
    if (!holder) throw new Error('no holder')
    expect(await outcome(() => createApiKey(holder, readOnly))).toBe('done')
    expect(await outcome(() => revokeApiKey(holder, { id }))).toBe('done')
    expect(await outcome(() => revokeApiKey(holder, { id: holder.apiKeyId }))).toBe('done')
    expect(await findKeyHolder(secret)).toBeUndefined()
  })

  it('of others look like keys that do not exist', async () => {
    const { owner: stranger } = await addCompany(world.sql)
    const { id, secret } = await createApiKey(stranger, readOnly)
    for (const one of [id, randomUUID()])
      expect(await outcome(() => revokeApiKey(owner, { id: one }))).toBe('not_found')
    expect(await listApiKeys(owner)).toEqual([])
    expect(await findKeyHolder(secret)).toBeDefined()
  })

  it('that have ended come last', async () => {
    const first = await createApiKey(owner, { ...readOnly, name: 'first' })
    await createApiKey(owner, { ...readOnly, name: 'second' })
    const last = await createApiKey(owner, { ...readOnly, name: 'last' })
    await revokeApiKey(owner, { id: last.id })
    expect((await listApiKeys(owner)).map(({ name }) => name)).toEqual(['second', first.name, 'last'])
  })
})
