import { deskHosts } from '#app/_edge/env.ts'
import { route, serve } from '#app/_edge/route.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.openDesktop, (caller, { params }) => openDesktop(caller, params, deskHosts())),
})
