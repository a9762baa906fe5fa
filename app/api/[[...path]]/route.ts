// Whatever no other route answers.
import { servePublic } from '#app/_edge/route.ts'
import { notFound } from '#lib/errors.ts'

const unknown = servePublic(() => {
  throw notFound('address')
})

export {
  unknown as DELETE,
  unknown as GET,
  unknown as HEAD,
  unknown as OPTIONS,
  unknown as PATCH,
  unknown as POST,
  unknown as PUT,
}
