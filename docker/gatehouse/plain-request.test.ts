// Requests in absolute form, over real sockets: what the site hears is said anew and can be read in one way only.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ada, bob, type Gate, hello, openGate, readUntil, say } from './testing/gate.ts'

let gate: Gate
const heard: string[] = []

beforeAll(async () => {
  gate = await openGate()
  await gate.standSite('127.0.20.1', hello(heard))
  gate.names.zone.set('site.example', ['127.0.20.1'])
})
afterAll(() => gate.close())
beforeEach(async () => {
  await gate.setDesks(ada, bob)
  heard.length = 0
})

const close = 'Connection: close\r\n'
const head = (lines: string[]) => `${lines.join('\r\n')}\r\n${close}\r\n`
const ask = (...lines: string[]) => say(gate.from(ada, 'proxy'), head(lines))

describe('a site that is allowed', () => {
  it('hears the request as if it had been asked directly', async () => {
    const answer = await ask(
      'GET http://Site.Example:80/a%20b?c=d HTTP/1.1',
      'Host: site.example',
      'X-Own: 1',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*hello$/s)
    expect(heard[0]).toMatch(/^GET \/a%20b\?c=d HTTP\/1\.1\r\nHost: site\.example\r\nX-Own: 1\r\n/)
  })

  it.each([
    ['http://site.example', '/'],
    ['http://site.example?x=1', '/?x=1'],
    ['HTTP://site.example/..//b', '/..//b'],
  ])('%s asks for %s', async (url, path) => {
    await ask(`GET ${url} HTTP/1.1`, 'Host: site.example')
    expect(heard[0]).toContain(`GET ${path} HTTP/1.1\r\n`)
  })

  it('is asked on one connection again and again', async () => {
    const socket = gate.from(ada, 'proxy')
    for (const n of [1, 2, 3]) {
      socket.write(`GET http://site.example/${n} HTTP/1.1\r\nHost: site.example\r\n\r\n`)
      await readUntil(socket, 'hello')
    }
    expect(heard).toHaveLength(3)
  })

  it('gets a body with its length, in one piece or in many', async () => {
    await ask('POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Content-Length: 0')
    expect(heard[0]).toContain('Content-Length: 0\r\n')
    const chunked = head([
      'POST http://site.example/ HTTP/1.1',
      'Host: site.example',
      'Transfer-Encoding: chunked',
    ])
    await say(gate.from(ada, 'proxy'), `${chunked}3\r\nabc\r\n0\r\n\r\n`)
    expect(heard[1]).toMatch(/Transfer-Encoding: chunked\r\n/)
    await ask('POST http://site.example/ HTTP/1.1', 'Host: site.example')
    expect(heard[2]).toContain('Content-Length: 0\r\n')
  })
})

describe('what was meant for us', () => {
  it('is not passed on', async () => {
    await ask(
      'GET http://site.example/ HTTP/1.1',
      'Host: site.example',
      'Proxy-Authorization: Basic c2VjcmV0',
      'Proxy-Connection: keep-alive',
      'Keep-Alive: timeout=5',
      'TE: trailers',
      'Trailer: X-Late',
      'Upgrade: websocket',
      'Connection: X-Hop, keep-alive',
      'X-Hop: 1',
      'Expect: 100-continue',
      'X-End: 1',
    )
    expect(heard[0]).toContain('X-End: 1')
    expect(heard[0]).not.toMatch(/Proxy-|Keep-Alive|^TE|Trailer|Upgrade|X-Hop|Expect|c2VjcmV0/im)
  })

  it('cannot take Host or the length away', async () => {
    await say(
      gate.from(ada, 'proxy'),
      `${head(['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Content-Length: 3', 'Connection: host, content-length'])}abc`,
    )
    expect(heard[0]).toMatch(/Host: site\.example\r\nContent-Length: 3\r\n/)
  })
})

describe('a request that can be read in two ways', () => {
  it.each([
    ['another Host', ['GET http://site.example/ HTTP/1.1', 'Host: other.example']],
    ['another port in Host', ['GET http://site.example/ HTTP/1.1', 'Host: site.example:81']],
    ['no Host', ['GET http://site.example/ HTTP/1.1']],
    ['an empty Host', ['GET http://site.example/ HTTP/1.1', 'Host:']],
    ['two Hosts', ['GET http://site.example/ HTTP/1.1', 'Host: site.example', 'Host: other.example']],
    ['two equal Hosts', ['GET http://site.example/ HTTP/1.1', 'Host: site.example', 'Host: site.example']],
    ['a user', ['GET http://user@site.example/ HTTP/1.1', 'Host: site.example']],
    [
      'a user that looks like the site',
      ['GET http://site.example@evil.example/ HTTP/1.1', 'Host: site.example'],
    ],
    [
      'a path that looks like a host',
      ['GET http://site.example\\@evil.example/ HTTP/1.1', 'Host: site.example'],
    ],
    [
      'a length and chunks',
      [
        'POST http://site.example/ HTTP/1.1',
        'Host: site.example',
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
      ],
    ],
    [
      'chunks and a length',
      [
        'POST http://site.example/ HTTP/1.1',
        'Host: site.example',
        'Transfer-Encoding: chunked',
        'Content-Length: 3',
      ],
    ],
    [
      'two lengths',
      ['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Content-Length: 3', 'Content-Length: 4'],
    ],
    [
      'a list of lengths',
      ['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Content-Length: 3, 3'],
    ],
    [
      'a length with a sign',
      ['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Content-Length: +3'],
    ],
    [
      'another coding',
      ['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Transfer-Encoding: gzip, chunked'],
    ],
    [
      'two codings',
      [
        'POST http://site.example/ HTTP/1.1',
        'Host: site.example',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: chunked',
      ],
    ],
    [
      'a coding nobody knows',
      ['POST http://site.example/ HTTP/1.1', 'Host: site.example', 'Transfer-Encoding: xchunked'],
    ],
    ['a space before the colon', ['GET http://site.example/ HTTP/1.1', 'Host : site.example']],
    ['a folded header', ['GET http://site.example/ HTTP/1.1', 'Host: site.example', 'X-A: 1', '\tmore']],
    ['a bare line feed', ['GET http://site.example/ HTTP/1.1\nHost: site.example', 'X: 1']],
    ['a NUL in a header', ['GET http://site.example/ HTTP/1.1', 'Host: site.example', 'X-A: \0']],
    ['the form of an origin', ['GET / HTTP/1.1', 'Host: site.example']],
    ['another scheme', ['GET https://site.example/ HTTP/1.1', 'Host: site.example']],
    ['a file', ['GET file:///etc/passwd HTTP/1.1', 'Host: site.example']],
  ])('%s: is refused and never reaches the site', async (_, lines) => {
    expect(await ask(...lines)).toMatch(/^HTTP\/1\.1 400 /)
    expect(heard).toEqual([])
  })

  it('smuggles no second request behind a body', async () => {
    const inner = 'GET http://other.example/ HTTP/1.1\r\nHost: other.example\r\n\r\n'
    const outer = `POST http://site.example/ HTTP/1.1\r\nHost: site.example\r\nContent-Length: ${inner.length}\r\n${close}\r\n`
    expect(await say(gate.from(ada, 'proxy'), outer + inner)).toMatch(/^HTTP\/1\.1 200 /)
    expect(heard).toHaveLength(1)
  })

  it('judges a second request on the same connection by itself', async () => {
    const socket = gate.from(ada, 'proxy')
    socket.write('GET http://site.example/ HTTP/1.1\r\nHost: site.example\r\n\r\n')
    await readUntil(socket, 'hello')
    expect(await say(socket, head(['GET http://other.example/ HTTP/1.1', 'Host: other.example']))).toMatch(
      /^HTTP\/1\.1 403 .*other\.example is not among/s,
    )
    expect(heard).toHaveLength(1)
  })
})

describe('what is not allowed', () => {
  it.each([
    ['http://other.example/', 'other.example', 403],
    ['http://site.example:8080/', 'site.example:8080', 403],
    ['http://127.0.20.1/', '127.0.20.1', 403],
    ['http://2130706433/', '2130706433', 403],
    ['http://[::1]/', '[::1]', 403],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254', 403],
  ])('%s', async (url, host, status) => {
    expect(await ask(`GET ${url} HTTP/1.1`, `Host: ${host}`)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(heard).toEqual([])
  })

  it('is refused to a neighbour and to whoever is no desk', async () => {
    const text = head(['GET http://site.example/ HTTP/1.1', 'Host: site.example'])
    expect(await say(gate.from(bob, 'proxy'), text)).toMatch(/^HTTP\/1\.1 403 /)
    expect(await say(gate.from({ ...ada, deskAddress: '127.0.10.9' }, 'proxy'), text)).toMatch(
      /^HTTP\/1\.1 403 .*not known/s,
    )
    expect(heard).toEqual([])
  })
})

describe('a site that misbehaves', () => {
  const sites = {
    'nonsense.wide.example': 'what?\r\n\r\n',
    'two-lengths.wide.example': 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    'both.wide.example':
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'odd-status.wide.example': 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n',
    'switching.wide.example': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'silent.wide.example': '',
    'endless-head.wide.example': `HTTP/1.1 200 OK\r\n${'X-Long: '.padEnd(100_000, 'x')}`,
  }
  const broken = Object.entries(sites)

  beforeAll(async () => {
    for (const [at, [name, says]] of broken.entries()) {
      const address = `127.0.20.${100 + at}`
      gate.names.zone.set(name, [address])
      await gate.standSite(address, (socket) => void socket.once('data', () => socket.end(says, 'latin1')))
    }
  })

  it.each(broken.map(([name]) => name))('%s is a bad gateway, and the next request works', async (name) => {
    expect(await ask(`GET http://${name}/ HTTP/1.1`, `Host: ${name}`)).toMatch(/^(HTTP\/1\.1 502 |$)/)
    expect(await ask('GET http://site.example/ HTTP/1.1', 'Host: site.example')).toMatch(/hello$/)
  })

  it('has what concerns only its own connection taken off', async () => {
    gate.names.zone.set('chatty.wide.example', ['127.0.20.150'])
    const says =
      'HTTP/1.1 207 Fine\r\nConnection: X-Hop\r\nX-Hop: 1\r\nProxy-Authenticate: Basic\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok'
    await gate.standSite('127.0.20.150', (socket) => void socket.once('data', () => socket.end(says)))
    const answer = await ask('GET http://chatty.wide.example/ HTTP/1.1', 'Host: chatty.wide.example')
    expect(answer).toMatch(/^HTTP\/1\.1 207 .*Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n.*\r\n\r\nok$/s)
    expect(answer).not.toMatch(/X-Hop|Proxy-Authenticate/)
  })
})
