/** The customer portal: how it is set up, and visits to it. */
import { z } from 'zod'
import type { PortalConfiguration, PortalSession } from '../types.ts'
import { newId, nowOf, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand, mergeMetadata, metadata, orUnset, paging, yesOrNo } from './form.ts'
import { known } from './known.ts'

const newSession = z.strictObject({
  ...expand,
  customer: z.string(),
  configuration: z.string().optional(),
  return_url: z.url().optional(),
  locale: z.string().optional(),
})
const feature = z.looseObject({ enabled: z.enum(['true', 'false']) }).optional()
const fields = {
  ...expand,
  business_profile: z
    .strictObject({
      headline: orUnset(z.string().max(60)).optional(),
      privacy_policy_url: z.url().optional(),
      terms_of_service_url: z.url().optional(),
    })
    .optional(),
  default_return_url: orUnset(z.url()).optional(),
  metadata: metadata.optional(),
  name: orUnset(z.string()).optional(),
}
const features = z.strictObject({
  customer_update: feature,
  invoice_history: feature,
  payment_method_update: feature,
  subscription_cancel: feature,
  subscription_update: feature,
})
const newConfiguration = z.strictObject({ ...fields, features })
const configurationChange = z.strictObject({
  ...fields,
  features: features.optional(),
  active: yesOrNo.optional(),
})

export function portal(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'billing_portal/sessions', newSession, ({ input }) => visit(world, input))
  const path = 'billing_portal/configurations'
  endpoint(api, 'post', path, newConfiguration, ({ input }) => configure(world, blank(world), input))
  endpoint(api, 'get', `${path}/:id`, z.strictObject(expand), ({ id }) =>
    known(world, 'portal_configuration', id),
  )
  endpoint(api, 'post', `${path}/:id`, configurationChange, ({ id, input }) =>
    configure(world, known(world, 'portal_configuration', id), input),
  )
  const listed = z.strictObject({
    ...paging,
    active: yesOrNo.optional(),
    is_default: yesOrNo.optional(),
  })
  endpoint(api, 'get', path, listed, ({ input }) => {
    const rows = world.store
      .all('portal_configuration')
      .filter(({ active }) => input.active === undefined || active === input.active)
      .filter((row) => input.is_default === undefined || row.is_default === input.is_default)
    return listOf(rows, input, `/v1/${path}`)
  })
}

function visit(world: World, input: z.output<typeof newSession>): PortalSession {
  const customer = known(world, 'customer', input.customer, 'customer')
  const configuration = input.configuration
    ? known(world, 'portal_configuration', input.configuration, 'configuration')
    : undefined
  const id = newId('bps')
  const session: PortalSession = {
    id,
    object: 'billing_portal.session',
    configuration: configuration?.id ?? 'bpc_local',
    created: nowOf(world, customer.id),
    customer: customer.id,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: input.return_url ?? configuration?.default_return_url ?? null,
    url: `${world.url}/portal/${id}`,
  }
  world.store.put('portal_session', session)
  return session
}

function blank(world: World): PortalConfiguration {
  const at = nowOf(world, null)
  return {
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: at,
    default_return_url: null,
    features: {},
    is_default: world.store.all('portal_configuration').length === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: at,
  }
}

function configure(
  world: World,
  before: PortalConfiguration,
  input: z.output<typeof configurationChange>,
): PortalConfiguration {
  const after: PortalConfiguration = {
    ...before,
    ...(input.active !== undefined && { active: input.active }),
    ...(input.business_profile && { business_profile: input.business_profile }),
    ...(input.default_return_url !== undefined && { default_return_url: input.default_return_url }),
    ...(input.features && { features: withBooleans(input.features) }),
    ...(input.name !== undefined && { name: input.name }),
    metadata: mergeMetadata(before.metadata, input.metadata),
    updated: nowOf(world, null),
  }
  world.store.put('portal_configuration', after)
  return after
}

function withBooleans(features: object): unknown {
  return JSON.parse(JSON.stringify(features), (_key, value) =>
    value === 'true' || value === 'false' ? value === 'true' : value,
  )
}
