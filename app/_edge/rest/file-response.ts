// A file that somebody uploaded or made may be anything: it is shown as what its content is, and can do nothing.
import 'server-only'

interface SentFile {
  name: string
  mediaType: string
  content: Buffer
}

export function fileResponse({ name, mediaType, content }: SentFile): Response {
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
}

/** Of a file that may be replaced under the same id: whoever keeps it asks each time whether it still is the same. */
export function changingFileResponse(request: Request, file: SentFile & { sha256: Buffer }): Response {
  const etag = `"${file.sha256.toString('hex')}"`
  const kept = request.headers.get('if-none-match') ?? ''
  const isKept = kept.trim() === '*' || kept.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const response = isKept ? new Response(null, { status: 304 }) : fileResponse(file)
  response.headers.set('cache-control', 'private, no-cache')
  response.headers.set('etag', etag)
  return response
}

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
