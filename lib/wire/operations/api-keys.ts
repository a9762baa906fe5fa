import { apiKey, createApiKeyInput, createdApiKey } from '../api-key.ts'
import { exampleApiKey, exampleCreatedKey } from '../examples.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { idParams, pageOf } from '../shapes.ts'

const shared = { tag: 'API keys', thing: 'API key', scope: 'admin', query: noFields } as const

export const apiKeyOperations = {
  listApiKeys: operation({
    ...shared,
    id: 'listApiKeys',
    method: 'GET',
    path: '/api-keys',
    summary: 'The keys of the company',
    description: 'Living ones first, without their secrets.',
    params: noFields,
    body: noBody,
    answer: pageOf(apiKey),
    status: 200,
    example: { answer: { items: [exampleApiKey], nextCursor: null } },
  }),
  createApiKey: operation({
    ...shared,
    id: 'createApiKey',
    method: 'POST',
    path: '/api-keys',
    summary: 'Make a key',
    description:
      'The secret is in this answer and nowhere else: a repeat with the same Idempotency-Key is a conflict that names the key instead.',
    answersSecret: true,
    params: noFields,
    body: createApiKeyInput,
    answer: createdApiKey,
    status: 201,
    example: { body: { name: 'Nightly report', scopes: ['read', 'write'] }, answer: exampleCreatedKey },
  }),
  revokeApiKey: operation({
    ...shared,
    id: 'revokeApiKey',
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke a key',
    description: 'It stops working at once, its event streams within 5 seconds.',
    params: idParams,
    body: noBody,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
  }),
}
