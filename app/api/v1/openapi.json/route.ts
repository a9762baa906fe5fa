import { siteUrl } from '#app/_edge/env.ts'
import { route, servePublic } from '#app/_edge/route.ts'
import { openApiDocument } from '#lib/wire/openapi.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(() =>
    Response.json(openApiDocument(siteUrl()), { headers: { 'cache-control': 'public, max-age=300' } }),
  ),
})
