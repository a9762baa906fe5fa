// Which addresses are the public internet. Everything a desk must never reach through us is named here once; names are checked
// against it after they were resolved, and the connection goes to the very address that was checked.
import { BlockList, isIP } from 'node:net'

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and what clouds answer their machines on. */
const notPublicV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** Only global unicast is public at all; within it, what tunnels, documents or translates is not. */
const publicV6 = '2000::/3'
const notPublicV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** NAT64 carries an IPv4 address in its last 32 bits: it is as public as that address. */
const nat64 = '64:ff9b::'

const refused = new BlockList()
const globalUnicast = new BlockList()

for (const subnet of notPublicV4) {
  const [network = '', prefix] = subnet.split('/')
  refused.addSubnet(network, Number(prefix), 'ipv4')
  refused.addSubnet(`${nat64}${network}`, 96 + Number(prefix), 'ipv6')
}
for (const subnet of notPublicV6) addTo(refused, subnet)
addTo(globalUnicast, publicV6)
addTo(globalUnicast, `${nat64}/96`)

function addTo(list: BlockList, subnet: string) {
  const [network = '', prefix] = subnet.split('/')
  list.addSubnet(network, Number(prefix), 'ipv6')
}

export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false
  const family = isIP(address)
  if (family === 4) return !refused.check(address, 'ipv4')
  return family === 6 && globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6')
}
