// The edge of production: the real Caddy with infra/caddy/Caddyfile, over TLS, before stand-ins that tell what reaches them.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { type Caddy, caddyProgram, startCaddy } from '#tests/support/caddy.ts'

const appDomain = 'app.example'
const desksDomain = 'desks.test'
const ada = `${'ada0'.repeat(8)}.${desksDomain}`
const nobody = `${'beef'.repeat(8)}.${desksDomain}`

let caddy: Caddy
const servers: Server[] = []
const asked: string[] = []

/** What reached the stand-in, as it reached it. */
const seen = z.object({ who: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) })
const read = (body: string) => seen.parse(JSON.parse(body))

async function standIn(who: string): Promise<string> {
  const server = createServer((request, response) => {
    respond(who, request, response).catch(() => response.destroy())
  })
  const desktops = new WebSocketServer({ server, path: '/desktop' })
  desktops.on('connection', (socket, request) => {
    socket.send(told(who, request))
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const told = (who: string, { url, headers }: IncomingMessage) => JSON.stringify({ who, url, headers })

async function respond(who: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in')
  if (url.pathname === '/ask') {
    const domain = url.searchParams.get('domain') ?? ''
    asked.push(domain)
    return void response.writeHead(domain === ada ? 200 : 404).end()
  }
  if (url.pathname === '/stream') {
    // One event at once, and never an end.
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    return void response.write('data: one\n\n')
  }
  await text(request)
  if (url.pathname === '/strict') response.setHeader('content-security-policy', "default-src 'self'")
  if (url.pathname === '/enter')
    response.setHeader('set-cookie', '__Host-desk=secret; Path=/; Secure; HttpOnly; SameSite=None')
  response.end(told(who, request))
}

describe.skipIf(!caddyProgram)('the edge of production', () => {
  beforeAll(async () => {
    caddy = await startCaddy({
      appDomain,
      desksDomain,
      app: await standIn('app'),
      edge: await standIn('edge'),
    })
  })
  afterAll(async () => {
    await caddy?.stop()
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })

  it('leads each name to its own place, with the host the browser wrote', async () => {
    const app = read((await caddy.ask(appDomain, '/employees?x=1')).body)
    expect(app).toMatchObject({ who: 'app', url: '/employees?x=1' })
    expect(app.headers.host).toBe(`${appDomain}:${caddy.httpsPort}`)
    const desk = read((await caddy.ask(ada, '/desktop/nothing')).body)
    expect(desk).toMatchObject({ who: 'edge', url: '/desktop/nothing' })
    expect(desk.headers.host).toBe(`${ada}:${caddy.httpsPort}`)
  })

  it('leads from HTTP to HTTPS, for names of ours only', async () => {
    for (const host of [appDomain, ada]) {
      const { status, headers } = await caddy.askPlainly(host, '/page?x=1')
      expect(status).toBe(308)
      expect(headers.location).toMatch(new RegExp(`^https://${host}(:${caddy.httpsPort})?/page\\?x=1$`))
    }
    await expect(caddy.askPlainly('elsewhere.test', '/')).rejects.toThrow(/hang up|ECONNRESET/)
  })

  it('gets a certificate for a desk that exists, and for no other', async () => {
    expect((await caddy.ask(ada, '/')).status).toBe(200)
    expect(asked).toContain(ada)
    await expect(caddy.ask(nobody, '/')).rejects.toThrow(/alert|handshake/)
    expect(asked).toContain(nobody)
  })

  it('has nobody for a foreign name, in the handshake or in the request', async () => {
    await expect(caddy.ask('elsewhere.test', '/')).rejects.toThrow(/alert|handshake/)
    const hidden = await caddy.ask('elsewhere.test', '/', { servername: appDomain })
    expect(hidden.status).toBe(421)
    // The cookie of one desk must not travel over the connection of another name.
    expect((await caddy.ask(ada, '/', { servername: appDomain })).status).toBe(421)
  })

  it('believes nothing that a client says about itself', async () => {
    const forged = {
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
      'x-forwarded-user': 'root',
      'x-user-id': 'root',
      'x-user-email': 'root@example.com',
      'x-real-ip': '6.6.6.6',
      'x-middleware-subrequest': 'proxy',
      forwarded: 'for=6.6.6.6',
      via: '1.1 evil',
    }
    const app = read((await caddy.ask(appDomain, '/', { headers: forged })).body).headers
    expect(app).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `${appDomain}:${caddy.httpsPort}`,
      'x-forwarded-proto': 'https',
    })
    expect(JSON.stringify(app)).not.toMatch(/6\.6\.6\.6|evil|root|subrequest/)
    const desk = read((await caddy.ask(ada, '/', { headers: forged })).body).headers
    expect(Object.keys(desk).filter((name) => /^(x-|forwarded|via)/.test(name))).toEqual([])
  })

  it('says to browsers what they must keep to, and nothing about itself', async () => {
    for (const host of [appDomain, ada]) {
      const { headers } = await caddy.ask(host, '/')
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
      expect(headers.server).toBeUndefined()
    }
    expect((await caddy.ask(ada, '/')).headers['content-security-policy']).toContain("default-src 'none'")
    // What they say themselves stays, and stands for nothing else.
    const { headers } = await caddy.ask(appDomain, '/strict')
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'strict-transport-security': 'max-age=31536000',
    })
  })

  it('lets the cookie of a desk pass in both directions', async () => {
    const entered = await caddy.ask(ada, '/enter', { method: 'POST', body: 'ticket' })
    expect(entered.headers['set-cookie']?.[0]).toMatch(/^__Host-desk=secret; Path=\/; Secure/)
    const next = await caddy.ask(ada, '/', { headers: { cookie: '__Host-desk=secret' } })
    expect(read(next.body).headers.cookie).toBe('__Host-desk=secret')
  })

  it('takes tickets from desks’ pages, not files', async () => {
    const large = await caddy.ask(ada, '/enter', { method: 'POST', body: 'x'.repeat(200_000) })
    // Caddy 2.6 says 502 where later ones say 413.
    expect([413, 502]).toContain(large.status)
  })

  it('carries a WebSocket to a desk, byte for byte, and closes it when either end does', async () => {
    const socket = caddy.webSocket(ada, '/desktop', { origin: `https://${appDomain}`, 'x-user-id': 'root' })
    const [greeting] = await once(socket, 'message')
    const { who, headers } = read(String(greeting))
    expect(who).toBe('edge')
    expect(headers).toMatchObject({ origin: `https://${appDomain}`, host: `${ada}:${caddy.httpsPort}` })
    expect(headers['x-user-id']).toBeUndefined()
    const sent = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256))
    const echoed = once(socket, 'message')
    socket.send(sent)
    const [back] = await echoed
    expect(sent.equals(back)).toBe(true)
    const closed = once(socket, 'close')
    socket.close(1000)
    await closed
  })

  it('passes a stream on as it comes', async () => {
    const response = await caddy.open(appDomain, '/stream')
    const [first] = await once(response, 'data')
    expect(String(first)).toBe('data: one\n\n')
    response.destroy()
  })
})
