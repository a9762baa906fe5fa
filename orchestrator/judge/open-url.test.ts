import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { type Outside, openUrl } from './open-url.ts'

let server: Server
let port: number
let outside: Outside
const asked: string[] = []

const answer: RequestListener = (request, response) => {
  const path = request.url ?? ''
  asked.push(`${request.headers.host}${path}`)
  if (path === '/') return response.end('Welcome')
  if (path === '/large') return response.end('x'.repeat(1_200_000))
  if (path === '/loop') return response.writeHead(302, { location: '/loop' }).end()
  if (path === '/home') return response.writeHead(301, { location: '/' }).end()
  if (path.startsWith('/to?'))
    return response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end()
  if (path === '/hang') return undefined
  return response.writeHead(404).end('Nothing here')
}

beforeAll(async () => {
  port = await freePort()
  server = createServer(answer).listen(port, '127.0.0.1')
  await once(server, 'listening')
  outside = { hosts: new Map([['shop.example', { host: '127.0.0.1', port }]]) }
})
afterAll(async () => {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
})

const open = (url: string, status = 200, ms = 5000) => openUrl(outside, url, status, AbortSignal.timeout(ms))
const shop = 'http://shop.example'

describe('a site the operator gave a place to', () => {
  it('is opened by its name', async () => {
    expect(await open(shop)).toMatchObject({ status: 200, text: 'Welcome', isCut: false })
    expect(asked.at(-1)).toBe('shop.example/')
  })

  it('is read up to a megabyte', async () => {
    const page = await open(`${shop}/large`)
    expect(page).toMatchObject({ isCut: true })
    expect('text' in page && page.text.length).toBe(1_000_000)
  })

  it('is followed where it leads, unless the redirect is what is expected', async () => {
    expect(await open(`${shop}/home`)).toMatchObject({ status: 200, url: `${shop}/` })
    expect(await open(`${shop}/home`, 301)).toMatchObject({ status: 301, url: `${shop}/home` })
  })

  it('is not followed for ever', async () => {
    expect(await open(`${shop}/loop`)).toMatchObject({
      why: 'refused',
      text: expect.stringContaining('more than 5 times'),
    })
  })

  it('is given up when it does not answer', async () => {
    expect(await open(`${shop}/hang`, 200, 100)).toMatchObject({ why: 'down' })
  })
})

it('a site at which nobody listens is down', async () => {
  const nobody = { hosts: new Map([['shop.example', { host: '127.0.0.1', port: await freePort() }]]) }
  expect(await openUrl(nobody, shop, 200, AbortSignal.timeout(5000))).toMatchObject({ why: 'down' })
})

describe('what is not opened', () => {
  it.each([
    ['http://127.0.0.1/', 'bare address'],
    ['http://2130706433/', 'bare address'],
    ['http://0x7f.1/', 'bare address'],
    ['http://[::1]/', 'bare address'],
    ['http://[::ffff:127.0.0.1]/', 'bare address'],
    ['http://169.254.169.254/latest/meta-data/', 'bare address'],
    ['http://8.8.8.8/', 'bare address'],
    ['http://example.org:5432/', 'only the ports'],
    ['http://user:secret@example.org/', 'password'],
    ['http://localhost/', 'private network'],
  ])('%s', async (url, words) => {
    const found = await open(url)
    expect(found).toMatchObject({ why: 'refused', text: expect.stringContaining(words) })
  })

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'http://localhost:22/',
  ])('%s, wherever it is named by a redirect', async (target) => {
    const before = asked.length
    const found = await open(`${shop}/to?${encodeURIComponent(target)}`)
    expect(found).toMatchObject({ why: 'refused' })
    expect(asked.length).toBe(before + 1)
  })

  it('our own server by another name than the operator’s, though it stands right there', async () => {
    const before = asked.length
    expect(await open(`http://localhost:${port}/`)).toMatchObject({ why: 'refused' })
    expect(asked.length).toBe(before)
  })
})
