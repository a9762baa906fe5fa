import { route, serve } from '#app/_edge/route.ts'
import { readMe } from '#lib/company/read-me.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readMe, (caller) => readMe(caller)),
})
