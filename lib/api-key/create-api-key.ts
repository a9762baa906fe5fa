import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type CreateApiKeyInput, type CreatedApiKey, createApiKeyInput } from '#lib/wire/api-key.ts'
import { digestOf, makeSecret } from './secret.ts'
import { apiKeyColumns, toWire } from './to-wire.ts'

/** Makes a key. The secret is in this answer and nowhere else. */
export function createApiKey(caller: CompanyCaller, input: CreateApiKeyInput): Promise<CreatedApiKey> {
  authorize(caller, 'api-keys.manage')
  const { name, scopes, expiresAt } = parseInput(createApiKeyInput, input)
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) {
    throw new AppError('invalid', {
      detail: 'A key cannot expire in the past.',
      fields: { expiresAt: 'Choose a later time' },
    })
  }
  const id = randomUUID()
  const secret = makeSecret(id)
  return transact(caller, async (tx) => {
    const row = await tx
      .insertInto('apiKeys')
      .values({
        id,
        companyId: caller.companyId,
        name,
        scopes: [...new Set(scopes)],
        secretHash: digestOf(secret),
        createdBy: caller.kind === 'member' ? caller.userId : null,
        expiresAt: expiresAt ?? null,
      })
      .returning([...apiKeyColumns])
      .executeTakeFirstOrThrow()
    await record(tx, {
      companyId: caller.companyId,
      action: 'api_key.created',
      subjectId: id,
      details: { name, scopes },
    })
    return { ...toWire(row), secret }
  })
}
