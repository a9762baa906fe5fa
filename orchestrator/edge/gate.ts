// What every request to the edge has to pass first: it names a desk's own host exactly, and comes from a page of ours.
// Nothing that a proxy or a client says about where a request comes from is believed, except the address of the connection.
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { labelOfHost } from '#lib/desktop/desk-host.ts'

export interface Place {
  /** As the browser writes it. */
  host: string
  label: string
  path: string
  query: URLSearchParams
}

/** Undefined for a host that is no desk's, for two of them, and for a target that is no path. */
export function placeOf(request: IncomingMessage, hostsUrl: string): Place | undefined {
  const host = onlyHeader(request, 'host')
  const label = host === undefined ? undefined : labelOfHost(hostsUrl, host)
  const target = targetOf(request)
  return host && label && target ? { host, label, ...target } : undefined
}

export function targetOf({ url = '' }: IncomingMessage): Pick<Place, 'path' | 'query'> | undefined {
  if (!url.startsWith('/') || url.length > 500) return undefined
  const [path = '', query = ''] = url.split('?', 2)
  return { path, query: new URLSearchParams(query) }
}

/** Exactly, and once: "null", a missing one, and one of several are not. */
export function isFromSite(request: IncomingMessage, siteOrigin: string): boolean {
  return onlyHeader(request, 'origin') === siteOrigin
}

/** Undefined when it is missing or there are several: whoever reads the first may differ from whoever reads the last. */
function onlyHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
  return values.length === 1 ? values[0] : undefined
}

/** People's addresses are not kept, only told apart. */
export function addressDigest(request: IncomingMessage): string {
  return createHash('sha256')
    .update(request.socket.remoteAddress ?? '')
    .digest('base64url')
    .slice(0, 22)
}
