import { z } from 'zod'
import { id, time } from './shapes.ts'

export const scopes = ['read', 'write', 'work', 'admin'] as const

export const apiKey = z.object({
  id,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  lastUsedAt: time.nullable(),
})
export type ApiKey = z.output<typeof apiKey>

export const createApiKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(scopes)).min(1).max(4),
  expiresAt: time.optional(),
})
export type CreateApiKeyInput = z.input<typeof createApiKeyInput>

export const createdApiKey = apiKey.extend({
  secret: z.string().describe('Shown once: dh_live_<id>_<secret>'),
})
export type CreatedApiKey = z.output<typeof createdApiKey>
