// CONNECT example.org:443 -> bytes to example.org and back, or a short word why not. Nothing else that is said beside it counts: not
// Host either, in which some name us instead of the site.
import type { IncomingMessage } from 'node:http'
import { answerAndEnd, sayEstablished } from './answer.ts'
import type { Desk } from './desk-register.ts'
import type { House } from './house.ts'
import { isAllowed } from './is-allowed.ts'
import { joinSockets } from './join-sockets.ts'
import { openSite } from './open-site.ts'
import { readAuthority } from './read-authority.ts'
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
