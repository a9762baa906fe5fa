import { route, serve } from '#app/_edge/route.ts'
import { forgetSite } from '#lib/site/forget-site.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.forgetSite, (caller, { params }) => forgetSite(caller, params)),
})
