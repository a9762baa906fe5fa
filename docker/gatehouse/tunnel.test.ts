// CONNECT, over real sockets: what opens, what does not, and what is told of it.
import type { Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ada, bob, type Gate, openGate, readAll, readUntil, say } from './testing/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await openGate({ hosts: new Map([['wiki.example', { host: '127.0.30.9', port: 80 }]]) })
  const greet = (name: string) => (socket: Socket) => {
    socket.write(`${name}:`)
    socket.pipe(socket)
  }
  await gate.standSite('127.0.20.1', greet('public'))
  await gate.standSite('127.0.30.1', greet('private'))
  await gate.standSite('127.0.30.9', greet('wiki'))
  gate.names.zone.set('site.example', ['127.0.20.1'])
  gate.names.zone.set('a.wide.example', ['127.0.20.1'])
  gate.names.zone.set('mixed.wide.example', ['127.0.30.1', '127.0.20.1', 'fd00::1'])
  gate.names.zone.set('inside.wide.example', ['127.0.30.1', '::1'])
  gate.names.zone.set('dead.wide.example', ['127.0.20.77'])
  gate.names.zone.set('second.wide.example', ['127.0.20.77', '127.0.20.1'])
  gate.names.zone.set('xn--bcher-kva.wide.example', ['127.0.20.1'])
})
afterAll(() => gate.close())
beforeEach(async () => {
  await gate.setDesks(ada, bob)
  gate.dialled.length = 0
  gate.names.asked.length = 0
})

const asking = (authority: string, more = '') =>
  `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${more}\r\n`
const connectTo = (authority: string, more?: string) => say(gate.from(ada, 'proxy'), asking(authority, more))

async function tunnelTo(authority: string, text = asking(authority), desk = ada) {
  const socket = gate.from(desk, 'proxy')
  socket.write(text)
  await readUntil(socket, '\r\n\r\n')
  return socket
}

describe('a site that is allowed', () => {
  it.each([
    ['site.example:443', 'public:'],
    ['site.example:80', 'public:'],
    ['SITE.example.:443', 'public:'],
    ['a.wide.example:443', 'public:'],
    ['xn--bcher-kva.wide.example:443', 'public:'],
  ])('%s is reached', async (authority, greeting) => {
    const socket = gate.from(ada, 'proxy')
    socket.write(asking(authority))
    expect(await readUntil(socket, greeting)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('hears what was said along with the request, and answers', async () => {
    const socket = gate.from(ada, 'proxy')
    socket.write(`${asking('site.example:443')}early `)
    await readUntil(socket, 'early ')
    socket.write('late')
    await readUntil(socket, 'late')
    socket.end()
    expect(await readAll(socket)).toBe('')
  })

  it('carries a megabyte both ways unchanged', async () => {
    const socket = gate.from(ada, 'proxy')
    socket.write(asking('site.example:443'))
    await readUntil(socket, 'public:')
    const much = Buffer.alloc(1_048_576, 'abcdefghij')
    socket.write(much)
    socket.end()
    expect((await readAll(socket)) === much.toString('latin1')).toBe(true)
  })

  it('is reached at its second address when the first is dead', async () => {
    expect((await tunnelTo('second.wide.example:443')).destroyed).toBe(false)
    expect(gate.dialled).toEqual(['127.0.20.77:443', '127.0.20.1:443'])
  })

  it('that does not answer is said so, and is no refusal', async () => {
    expect(await connectTo('dead.wide.example:443')).toMatch(
      /^HTTP\/1\.1 502 .*dead\.wide\.example does not answer/s,
    )
  })
})

describe('a site that is not allowed', () => {
  it('is refused by name, without asking anybody where it is', async () => {
    const answer = await connectTo('other.example:443')
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/)
    expect(answer).toContain('other.example is not among the sites')
    expect(answer).toContain('It was asked for')
    expect(gate.names.asked).toEqual([])
    expect(gate.dialled).toEqual([])
  })

  it('is refused to a neighbour of whoever may', async () => {
    const answer = await say(gate.from(bob, 'proxy'), asking('site.example:443'))
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(gate.dialled).toEqual([])
  })

  it.each([
    'site.example.evil.example',
    'evilsite.example',
    'www.site.example',
    'wide.example.',
    'xwide.example',
  ])('%s is judged as what it is', async (name) => {
    const expected = name === 'wide.example.' ? 502 : 403
    expect(await connectTo(`${name}:443`)).toMatch(new RegExp(`^HTTP/1\\.1 ${expected} `))
    expect(gate.dialled).toEqual([])
  })
})

describe('ports and addresses', () => {
  it.each([22, 25, 53, 81, 3128, 5432, 7600, 7700, 8080, 8443])(
    'port %i is closed on a site that is allowed',
    async (port) => {
      expect(await connectTo(`site.example:${port}`)).toMatch(/^HTTP\/1\.1 403 .*only the ports 80 and 443/s)
      expect(gate.dialled).toEqual([])
    },
  )

  it.each([
    '127.0.20.1',
    '127.0.30.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '169.254.169.254',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '8.8.8.8',
    '10.0.0.1.',
  ])('%s is a bare address and opens nothing, not even with every site allowed', async (address) => {
    await gate.setDesks({ ...ada, sites: ['*'] })
    const answer = await say(gate.from(ada, 'proxy'), Buffer.from(asking(`${address}:443`), 'latin1'))
    expect(answer).toMatch(/^HTTP\/1\.1 403 .*bare address/s)
    expect(gate.dialled).toEqual([])
  })
})

describe('what a name leads to', () => {
  it('is dialled only where it is public', async () => {
    await tunnelTo('mixed.wide.example:443')
    expect(gate.dialled).toEqual(['127.0.20.1:443'])
  })

  it('is refused where all of it is private', async () => {
    expect(await connectTo('inside.wide.example:443')).toMatch(/^HTTP\/1\.1 403 .*private network/s)
    expect(gate.dialled).toEqual([])
  })

  it('is looked up once: a name that changes its mind in between has been judged by what is dialled', async () => {
    gate.names.zone.set('rebound.wide.example', ['127.0.20.1'])
    await tunnelTo('rebound.wide.example:443')
    gate.names.zone.set('rebound.wide.example', ['127.0.30.1'])
    expect(gate.names.asked).toEqual(['rebound.wide.example'])
    expect(await connectTo('rebound.wide.example:443')).toMatch(/^HTTP\/1\.1 403 /)
    expect(gate.dialled).toEqual(['127.0.20.1:443'])
  })

  it('does not exist, and that is said', async () => {
    expect(await connectTo('nowhere.wide.example:443')).toMatch(
      /^HTTP\/1\.1 502 .*no site called nowhere\.wide\.example/s,
    )
  })

  it('may be a place the operator fixed, for a desk that may open the very name', async () => {
    await gate.setDesks({ ...ada, sites: ['*'] })
    expect(await connectTo('wiki.example:443')).toMatch(/^HTTP\/1\.1 403 /)
    await gate.setDesks({ ...ada, sites: ['wiki.example'] })
    const socket = await tunnelTo('wiki.example:443')
    expect(await readUntil(socket, 'wiki:')).toBe('wiki:')
    expect(gate.names.asked).toEqual([])
  })
})

describe('a request that can be read in two ways', () => {
  it.each([
    ['a user', 'CONNECT user@site.example:443 HTTP/1.1\r\nHost: site.example:443\r\n\r\n'],
    ['a user and a word', 'CONNECT user:word@site.example:443 HTTP/1.1\r\n\r\n'],
    ['no port', 'CONNECT site.example HTTP/1.1\r\nHost: site.example\r\n\r\n'],
    ['a path', 'CONNECT site.example:443/x HTTP/1.1\r\nHost: site.example\r\n\r\n'],
    ['a scheme', 'CONNECT http://site.example:443 HTTP/1.1\r\nHost: site.example\r\n\r\n'],
    ['percent signs', 'CONNECT si%74e.example:443 HTTP/1.1\r\n\r\n'],
    ['a NUL', 'CONNECT site.example\0.evil.example:443 HTTP/1.1\r\n\r\n'],
    ['a header without an end', 'CONNECT site.example:443 HTTP/1.1\nHost : site.example:443\n\n'],
    [
      'a name that is not ASCII',
      Buffer.from('CONNECT b\u00fccher.wide.example:443 HTTP/1.1\r\n\r\n').toString('latin1'),
    ],
    [
      'digits that only look like some',
      Buffer.from('CONNECT \uff11\uff12\uff17.0.0.1:80 HTTP/1.1\r\n\r\n').toString('latin1'),
    ],
    ['an older HTTP', 'CONNECT site.example:443\r\n\r\n'],
  ])('%s: is refused', async (_, text) => {
    expect(await say(gate.from(ada, 'proxy'), Buffer.from(text, 'latin1'))).toMatch(/^HTTP\/1\.1 400 /)
    expect(gate.dialled).toEqual([])
  })

  it.each([
    ['no Host', 'CONNECT site.example:443 HTTP/1.1\r\n\r\n'],
    ['the Host of the proxy', 'CONNECT site.example:443 HTTP/1.1\r\nHost: gatehouse:3128\r\n\r\n'],
    ['another Host', 'CONNECT site.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n'],
    ['a Host without the port', 'CONNECT site.example:443 HTTP/1.1\r\nHost: site.example\r\n\r\n'],
    ['a Host in capitals', 'CONNECT site.example:443 HTTP/1.1\r\nHost: SITE.example:443\r\n\r\n'],
  ])('%s: can be read in one way only', async (_, text) => {
    expect(await readUntil(await tunnelTo('site.example:443', text), 'public:')).toBe('public:')
  })
})

it('a Host that is allowed opens nothing that is not', async () => {
  const text = 'CONNECT other.example:443 HTTP/1.1\r\nHost: site.example:443\r\n\r\n'
  expect(await say(gate.from(ada, 'proxy'), text)).toMatch(/^HTTP\/1\.1 403 .*other\.example is not among/s)
  expect(gate.dialled).toEqual([])
})

describe('whoever is no desk', () => {
  it('is refused: from another address, to another leg, and before any snapshot', async () => {
    const eve = { ...ada, deskAddress: '127.0.10.3' }
    expect(await say(gate.from(eve, 'proxy'), asking('site.example:443'))).toMatch(/^HTTP\/1\.1 403 /)
    expect(await say(gate.from(ada, 'proxy', bob.legAddress), asking('site.example:443'))).toMatch(
      /^HTTP\/1\.1 403 /,
    )
    await gate.setDesks()
    expect(await connectTo('site.example:443')).toMatch(/^HTTP\/1\.1 403 .*not known/s)
    expect(gate.dialled).toEqual([])
  })
})
