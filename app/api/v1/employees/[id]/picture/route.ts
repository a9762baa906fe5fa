import { openPicture } from '#app/_edge/rest/open-picture.ts'
import { route, serve } from '#app/_edge/route.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readPicture, openPicture),
})
