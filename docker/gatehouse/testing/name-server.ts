// A name server over UDP that answers what a test tells it to. RFC 1035, questions of one name, A and AAAA.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

export interface NameServer {
  address: string
  /** Name -> addresses. A name that is not there does not exist; one without addresses is not answered at all. */
  zone: Map<string, string[]>
  asked: string[]
  close(): Promise<void>
}

const typeA = 1
const typeAaaa = 28
const headerBytes = 12

export async function openNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4')
  const zone = new Map<string, string[]>()
  const asked: string[] = []
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query)
    if (type === typeA) asked.push(name)
    const addresses = zone.get(name)
    if (addresses?.length === 0) return
    const fitting = (addresses ?? []).filter((address) => address.includes(':') === (type === typeAaaa))
    socket.send(
      answerTo(query.subarray(0, end), addresses !== undefined, type, fitting),
      from.port,
      from.address,
    )
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    zone,
    asked,
    close: () => new Promise((closed) => socket.close(() => closed())),
  }
}

function readQuestion(query: Buffer) {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function answerTo(question: Buffer, exists: boolean, type: number, addresses: string[]): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(exists ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(addresses.length, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, ...addresses.map((address) => recordOf(type, address))])
}

function recordOf(type: number, address: string): Buffer {
  const data = type === typeA ? Buffer.from(address.split('.').map(Number)) : bytesOfV6(address)
  const fixed = Buffer.alloc(12)
  fixed.writeUInt16BE(0xc000 + headerBytes, 0)
  fixed.writeUInt16BE(type, 2)
  fixed.writeUInt16BE(1, 4)
  fixed.writeUInt16BE(data.length, 10)
  return Buffer.concat([fixed, data])
}

/** Written out in full, or with one `::`. */
function bytesOfV6(address: string): Buffer {
  const [left = '', right = ''] = address.split('::')
  const groups = (text: string) => text.split(':').filter((group) => group !== '')
  const missing = 8 - groups(left).length - groups(right).length
  const all = [
    ...groups(left),
    ...Array<string>(address.includes('::') ? missing : 0).fill('0'),
    ...groups(right),
  ]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}
