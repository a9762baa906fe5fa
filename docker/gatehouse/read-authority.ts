// "Example.org:443" as a desk writes it -> a name in the one form that is compared, resolved and shown. All the other ways to
// write an address (octal, hex, one number, full-width digits, a dot at the end) come out as the address they mean.
import { isIP } from 'node:net'

export interface Authority {
  kind: 'name' | 'address'
  /** Lower case, punycode, without a dot at the end; an address without brackets. */
  host: string
  port: number
}

const shape = /^(\[[0-9a-fA-F:.]{2,45}\]|[^\s:/?#@[\]\\%]{1,255})(?::(\d{1,5}))?$/
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const longestName = 253

/** undefined: nothing that could be a site. Without `defaultPort` the text has to name one. */
export function readAuthority(text: string, defaultPort?: number): Authority | undefined {
  const [, written, digits] = shape.exec(asUtf8(text)) ?? []
  const port = digits === undefined ? defaultPort : Number(digits)
  if (written === undefined || port === undefined || port < 1 || port > 65_535) return undefined
  const host = normalised(written)
  if (host === undefined) return undefined
  if (isIP(host) > 0) return { kind: 'address', host, port }
  return isName(host) ? { kind: 'name', host, port } : undefined
}

/** Node reads headers as Latin-1; names that are not ASCII travel as UTF-8. */
function asUtf8(text: string) {
  return Buffer.from(text, 'latin1').toString('utf8')
}

function normalised(host: string) {
  const url = URL.parse(`http://${host}/`)
  return url?.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

export function isName(host: string): boolean {
  return host.length <= longestName && host.split('.').every((part) => label.test(part))
}
