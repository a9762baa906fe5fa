// CONNECT example.org:443 -> bytes to example.org and back, or a short word why not.
import type { IncomingMessage } from 'node:http'
import { answerAndEnd, sayEstablished } from './answer.ts'
import type { Desk } from './desk-register.ts'
import type { House } from './house.ts'
import { isAllowed } from './is-allowed.ts'
import { joinSockets } from './join-sockets.ts'
import { openSite } from './open-site.ts'
import { type Authority, readAuthority } from './read-authority.ts'
import { tellRefusal } from './tell-refusal.ts'

export async function openTunnel(
  house: House,
  desk: Desk,
  request: IncomingMessage,
  head: Buffer,
): Promise<void> {
  const { socket } = request
  const asked = readAuthority(request.url ?? '')
  if (!asked || request.httpVersionMajor !== 1)
    return answerAndEnd(socket, 400, 'CONNECT needs a name and a port.')
  if (!saysTheSame(request, asked)) return answerAndEnd(socket, 400, 'The Host header names another site.')
  const passage = house.passages.sites.open(desk, (now) => isAllowed(house.hosts, now, asked.host))
  if (!passage) return answerAndEnd(socket, 503, 'Too many connections at once.')
  socket.once('close', passage.close)
  const site = await openSite(house, desk, asked, passage.signal)
  if ('status' in site) {
    passage.close()
    if (site.why) tellRefusal(house, desk, asked, site.why)
    return answerAndEnd(socket, site.status, site.text)
  }
  if (passage.signal.aborted) {
    site.destroy()
    socket.destroy()
    return
  }
  sayEstablished(socket)
  if (head.length > 0) site.write(head)
  joinSockets(socket, site, passage, house.limits)
}

/** One Host at most, and the same as what is asked for: whoever reads either reads the same. */
function saysTheSame({ rawHeaders }: IncomingMessage, asked: Authority) {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host')
  if (hosts.length > 1) return false
  return hosts.every((host) => {
    const named = readAuthority(host, asked.port)
    return named?.host === asked.host && named.port === asked.port
  })
}
