// Which of our addresses is the outside: the one on the interface the default route leaves by. The networks of desks have none.
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

const loopback = '127.0.0.1'

export function isOutside(localAddress: string): boolean {
  if (localAddress === loopback) return true
  const outward = defaultRoutes(readFileSync('/proc/net/route', 'utf8'))
  return outward.some((name) => networkInterfaces()[name]?.some(({ address }) => address === localAddress))
}

/** Interfaces of the lines whose destination and mask are 0.0.0.0. */
export function defaultRoutes(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    const [name = '', destination, , , , , , mask] = line.split(/\s+/)
    return destination === '00000000' && mask === '00000000' ? [name] : []
  })
}
