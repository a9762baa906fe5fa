import { route, serve } from '#app/_edge/route.ts'
import { settleNotification } from '#lib/notification/settle-notification.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.settleNotification, (caller, { params }) => settleNotification(caller, params)),
})
