import { route, serve } from '#app/_edge/route.ts'
import { sendBack } from '#lib/task/send-back.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.sendBackTask, (caller, { params, body }) =>
    sendBack(caller, { ...params, ...body }),
  ),
})
