import { route, serve } from '#app/_edge/route.ts'
import { allowSite, refuseSite } from '#lib/site/decide-site.ts'
import { listSites } from '#lib/site/list-sites.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listSites, (caller, { params }) => listSites(caller, params)),
  POST: serve(operations.decideSite, (caller, { params, body: { decision, ...site } }) => {
    const decide = decision === 'allow' ? allowSite : refuseSite
    return decide(caller, { ...params, ...site })
  }),
})
