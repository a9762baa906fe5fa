// The host names of desks: a pattern like http://*.desk.localhost:3009, with the desk's random label in place of the star.

const label = /^[0-9a-f]{32}$/

/** The origin of a desk's own host. */
export function deskUrlOf(hostsUrl: string, hostLabel: string): string {
  return hostsUrl.replace('*', hostLabel).replace(/\/+$/, '')
}

/** As browsers write it into Host: without the scheme's own port. */
export function deskHostOf(hostsUrl: string, hostLabel: string): string {
  return new URL(deskUrlOf(hostsUrl, hostLabel)).host
}

/** The label in a Host header that is exactly one of a desk; undefined for any other. */
export function labelOfHost(hostsUrl: string, host: string): string | undefined {
  const found = host.slice(0, host.indexOf('.'))
  return label.test(found) && deskHostOf(hostsUrl, found) === host ? found : undefined
}
