import { z } from 'zod'
import type { PortalSession } from '../types.ts'
import { newId, nowOf } from '../world.ts'
import { type Api, endpoint } from './endpoint.ts'
import { expand } from './form.ts'
import { known } from './known.ts'

const newSession = z.strictObject({
  ...expand,
  customer: z.string(),
  return_url: z.url().optional(),
  locale: z.string().optional(),
})

export function portalSessions(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'billing_portal/sessions', newSession, ({ input }) => {
    const customer = known(world, 'customer', input.customer, 'customer')
    const id = newId('bps')
    const session: PortalSession = {
      id,
      object: 'billing_portal.session',
      configuration: 'bpc_local',
      created: nowOf(world, customer.id),
      customer: customer.id,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: null,
      on_behalf_of: null,
      return_url: input.return_url ?? null,
      url: `${world.url}/portal/${id}`,
    }
    world.store.put('portal_session', session)
    return session
  })
}
