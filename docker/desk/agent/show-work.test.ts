import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { freePort } from '#tests/support/free-port.ts'
import { showWork } from './show-work.ts'
import { until } from './testing/until.ts'

interface Said {
  method: string
  params: { targetId?: string }
}

let port: number
let server: Server
let sockets: WebSocketServer
let said: Said[]
let isAtWork: boolean
let times: number
let stop: () => void

beforeEach(async () => {
  port = await freePort()
  said = []
  isAtWork = true
  times = 0
  server = createServer((_, response) =>
    response.end(JSON.stringify({ webSocketDebuggerUrl: `ws://127.0.0.1:${port}/devtools/browser/1` })),
  )
  sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (text) => said.push(JSON.parse(String(text)))))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const wasAsked = () => {
    times++
    return isAtWork
  }
  stop = showWork({ port, isAtWork: wasAsked, everyMs: 20 })
  await until('it watches', () => said[0]?.method === 'Target.setDiscoverTargets')
})
afterEach(() => {
  stop()
  for (const socket of sockets.clients) socket.terminate()
  server.close()
})

const browser = (): WebSocket => {
  const [socket] = sockets.clients
  if (!socket) throw new Error('Nobody watches')
  return socket
}
const tell = (method: string, targetInfo: object) =>
  browser().send(JSON.stringify({ method, params: { targetInfo } }))
const page = (targetId: string, url: string) => ({ type: 'page', targetId, url })
const shown = () =>
  said.flatMap(({ method, params }) => (method === 'Target.activateTarget' ? [params.targetId] : []))

describe('the work of an employee', () => {
  it('comes to the front when a page is opened and when it goes somewhere, once each', async () => {
    tell('Target.targetCreated', page('one', 'http://practice.example/'))
    tell('Target.targetInfoChanged', page('one', 'http://practice.example/'))
    tell('Target.targetInfoChanged', page('one', 'http://practice.example/stock'))
    await until('both are shown', () => shown().length === 2)
    tell('Target.targetCreated', page('two', 'http://practice.example/journal'))
    await until('the next is shown', () => shown().at(-1) === 'two')
    expect(shown()).toEqual(['one', 'one', 'two'])
  })

  it('is nothing that a person does, and nothing without a window', async () => {
    tell('Target.targetCreated', { ...page('worker', 'http://practice.example/'), type: 'service_worker' })
    isAtWork = false
    tell('Target.targetCreated', page('mine', 'http://practice.example/'))
    await until('it was heard', () => times === 1)
    isAtWork = true
    tell('Target.targetCreated', page('theirs', 'http://practice.example/'))
    await until('theirs is shown', () => shown().length > 0)
    expect(shown()).toEqual(['theirs'])
  })

  it('is watched again after the browser has started anew', async () => {
    browser().terminate()
    await until(
      'it watches again',
      () => said.filter(({ method }) => method.includes('Discover')).length === 2,
    )
    tell('Target.targetCreated', page('one', 'http://practice.example/'))
    await until('it is shown', () => shown().length === 1)
  })
})
