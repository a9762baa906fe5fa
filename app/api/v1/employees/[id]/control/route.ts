import { route, serve } from '#app/_edge/route.ts'
import { handBack, takeControl } from '#lib/desktop/control.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.takeControl, (caller, { params, body }) =>
    takeControl(caller, { ...params, ...body }),
  ),
  DELETE: serve(operations.handBackControl, (caller, { params }) => handBack(caller, params)),
})
