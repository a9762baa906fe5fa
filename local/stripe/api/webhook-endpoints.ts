import { z } from 'zod'
import type { WebhookEndpoint } from '../types.ts'
import { newId, nowOf, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, mergeMetadata, metadata, orUnset, paging, yesOrNo } from './form.ts'
import { known } from './known.ts'

const fields = {
  ...expand,
  description: orUnset(z.string()).optional(),
  metadata: metadata.optional(),
}
const newEndpoint = z.strictObject({
  ...fields,
  url: z.url(),
  enabled_events: z.array(z.string()).min(1),
  api_version: z.string().optional(),
})
const endpointChange = z.strictObject({
  ...fields,
  url: z.url().optional(),
  enabled_events: z.array(z.string()).min(1).optional(),
  disabled: yesOrNo.optional(),
})

export function webhookEndpoints(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'webhook_endpoints', newEndpoint, ({ input }) => create(world, input))
  endpoint(api, 'get', 'webhook_endpoints', z.strictObject(paging), ({ input }) => {
    const page = listOf(world.store.all('webhook_endpoint'), input, '/v1/webhook_endpoints')
    return { ...page, data: page.data.map(withoutSecret) }
  })
  endpoint(api, 'get', 'webhook_endpoints/:id', z.strictObject(expand), ({ id }) =>
    withoutSecret(known(world, 'webhook_endpoint', id)),
  )
  endpoint(api, 'post', 'webhook_endpoints/:id', endpointChange, ({ id, input }) => {
    const before = known(world, 'webhook_endpoint', id)
    const after: WebhookEndpoint = {
      ...before,
      ...(input.url && { url: input.url }),
      ...(input.enabled_events && { enabled_events: input.enabled_events }),
      ...(input.disabled !== undefined && { status: input.disabled ? 'disabled' : 'enabled' }),
      ...(input.description !== undefined && { description: input.description }),
      metadata: mergeMetadata(before.metadata, input.metadata),
    }
    world.store.put('webhook_endpoint', after)
    return withoutSecret(after)
  })
  endpoint(api, 'delete', 'webhook_endpoints/:id', z.strictObject(expand), ({ id }) => {
    world.store.remove('webhook_endpoint', known(world, 'webhook_endpoint', id).id)
    return { id, object: 'webhook_endpoint', deleted: true }
  })
}

function create(world: World, input: z.output<typeof newEndpoint>): WebhookEndpoint {
  const made: WebhookEndpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: input.api_version ?? null,
    application: null,
    created: nowOf(world, null),
    description: input.description ?? null,
    enabled_events: input.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    secret: newId('whsec'),
    status: 'enabled',
    url: input.url,
  }
  world.store.put('webhook_endpoint', made)
  return made
}

function withoutSecret({ secret: _, ...shown }: WebhookEndpoint): Omit<WebhookEndpoint, 'secret'> {
  return shown
}
