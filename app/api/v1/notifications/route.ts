import { route, serve } from '#app/_edge/route.ts'
import { listNotifications } from '#lib/notification/list-notifications.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listNotifications, (caller, { query }) => listNotifications(caller, query)),
})
