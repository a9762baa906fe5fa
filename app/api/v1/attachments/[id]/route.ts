import { route, serve } from '#app/_edge/route.ts'
import { readAttachment } from '#lib/chat/read-attachment.ts'
import { operations } from '#lib/wire/operations.ts'

/** The file may be anything somebody uploaded: it is shown as what its content is, and can do nothing. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readAttachment, async (caller, { params }) => {
    const { name, mediaType, content } = await readAttachment(caller, params)
    return new Response(new Uint8Array(content), {
      headers: {
        'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
        'content-length': String(content.byteLength),
        'content-disposition': dispositionOf(name, mediaType),
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
        'cache-control': 'private, max-age=3600',
      },
    })
  }),
})

/** RFC 6266: a plain name for old clients, the exact one in UTF-8. Nothing typed can end the header or its quotes. */
function dispositionOf(name: string, mediaType: string): string {
  const plain = name.replace(/[^\w. -]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, percentEncoded)
  const kind = mediaType.startsWith('image/') ? 'inline' : 'attachment'
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}
