// GET http://example.org/ as a proxy is asked for it -> the same request to the site, said anew: nothing in it that was meant for us,
// one Host, one length.
import { type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http'
import type { Socket } from 'node:net'
import { answer } from './answer.ts'
import type { Desk } from './desk-register.ts'
import type { House } from './house.ts'
import { isAllowed } from './is-allowed.ts'
import { openSite } from './open-site.ts'
import { endToEndHeaders, type PlainRequest, readPlainRequest } from './plain-request.ts'
import { tellRefusal } from './tell-refusal.ts'

export async function forwardRequest(
  house: House,
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const plain = readPlainRequest(request)
  if (typeof plain === 'string') return hangUp(response, 400, plain)
  const { asked } = plain
  const passage = house.passages.sites.open(desk, (now) => isAllowed(house.hosts, now, asked.host))
  if (!passage) return hangUp(response, 503, 'Too many connections at once.')
  response.once('close', passage.close)
  const site = await openSite(house, desk, asked, passage.signal)
  if ('status' in site) {
    if (site.why) tellRefusal(house, desk, asked, site.why)
    return hangUp(response, site.status, site.text)
  }
  passage.signal.addEventListener('abort', () => {
    site.destroy()
    response.destroy()
  })
  if (passage.signal.aborted) return void site.destroy()
  site.setTimeout(house.limits.idleMs, passage.close)
  send(site, plain, request, response)
}

function send(site: Socket, plain: PlainRequest, request: IncomingMessage, response: ServerResponse) {
  const { method, path, headers } = plain
  const outgoing = sendRequest({ createConnection: () => site, setHost: false, method, path, headers })
  outgoing.on('error', () => hangUp(response, 502, `${plain.asked.host} broke off.`))
  outgoing.once('response', (incoming) => passBack(incoming, response))
  outgoing.once('upgrade', () => {
    site.destroy()
    hangUp(response, 502, `${plain.asked.host} answers in no way that was asked for.`)
  })
  request.once('error', () => outgoing.destroy())
  request.pipe(outgoing)
}

function passBack(incoming: IncomingMessage, response: ServerResponse) {
  try {
    response.writeHead(incoming.statusCode ?? 502, endToEndHeaders(incoming.rawHeaders))
  } catch {
    // A status or a header nobody could say again.
    incoming.destroy()
    return hangUp(response, 502, 'The site answers in no way a browser could read.')
  }
  incoming.once('error', () => response.destroy())
  incoming.pipe(response)
}

/** What was still to come of a refused request is not waited for. */
function hangUp(response: ServerResponse, status: number, text: string) {
  if (!response.headersSent) response.setHeader('Connection', 'close')
  answer(response, status, text)
}
