// Which places workers may open: their Deskhand, their model, and what the operator adds. Exact names and ports, nothing by pattern.

const model = 'api.anthropic.com:443'

/** "host:port" each. @throws Error naming what is no place. */
export function readAllowed(addresses: readonly (string | undefined)[], more: string): Set<string> {
  const own = addresses.flatMap((address) => (address ? [placeOf(address)] : []))
  const added = more.split(',').map((entry) => entry.trim())
  return new Set([...own, model, ...added.filter((entry) => entry !== '').map(readPlace)])
}

export function placeOf(address: string): string {
  if (!URL.canParse(address)) throw new Error(`"${address}" is no address`)
  const { protocol, hostname, port } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`"${address}" is no address of the web`)
  return `${hostname.toLowerCase()}:${port || (protocol === 'https:' ? 443 : 80)}`
}

/** `example.org` means port 443. */
function readPlace(entry: string): string {
  const [, host, port = '443'] = /^([a-z0-9.-]{1,253})(?::(\d{1,5}))?$/i.exec(entry) ?? []
  if (host === undefined || Number(port) > 65_535)
    throw new Error(`EGRESS_ALLOW: "${entry}" is not host or host:port`)
  return `${host.toLowerCase()}:${port}`
}
