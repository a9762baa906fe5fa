'use server'
import { z } from 'zod'
import { createApiKey } from '#lib/api-key/create-api-key.ts'
import { revokeApiKey } from '#lib/api-key/revoke-api-key.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type CreateApiKeyInput, type CreatedApiKey, createApiKeyInput } from '#lib/wire/api-key.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

const page = '/settings/api-keys'

/** The answer is the only place where the secret ever stands. */
export async function makeKey(input: CreateApiKeyInput): Promise<Outcome<CreatedApiKey>> {
  return act(async () => {
    const member = await requireMember(page)
    return createApiKey(member, parseInput(createApiKeyInput, input))
  })
}

export async function revokeKey(id: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await revokeApiKey(member, { id: parseInput(z.uuid(), id) })
    return undefined
  })
}
