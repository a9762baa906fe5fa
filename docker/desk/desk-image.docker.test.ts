// The real image, locked in as the product locks it in: does it come up, stay up, keep its secrets and end well?
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DeskUnderTest, gatewayToken, startDesk } from './testing/desk-under-test.ts'

let desk: DeskUnderTest
let phases: string[]
let watching: AbortController
beforeAll(async () => {
  desk = await startDesk()
  phases = []
  watching = new AbortController()
})
afterAll(async () => {
  watching.abort()
  await desk.remove()
})

/** Follows the phases as they are told. */
async function follow(): Promise<void> {
  const { body } = await desk.ask('/watch', { signal: watching.signal })
  let rest = ''
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const { phase } = JSON.parse(line)
      if (phases.at(-1) !== phase) phases.push(phase)
    }
  }
}

const ready = (status: { state: string }) => status.state === 'ready'

describe('a desk that starts', () => {
  it('opens its door before anything else, and lets nobody in without the key', async () => {
    const health = await until(async () =>
      (await desk.ask('/healthz', { headers: { authorization: '' } })).json(),
    )
    expect(health).toEqual({ status: 'ok' })
    void follow().catch(() => undefined)
    for (const path of ['/status', '/watch', '/preview.jpg'])
      expect((await desk.ask(path, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
    expect((await upgrade('/desktop', 'wrong')).status).toBe(401)
  })

  it('brings up desktop and browser, then waits to be handed over', async () => {
    const status = await desk.until('it waits', ({ phase }) => phase === 'awaiting_handover')
    expect(status.parts).toMatchObject({
      display: { state: 'up', restarts: 0 },
      windows: { state: 'up', restarts: 0 },
      browser: { state: 'up', restarts: 0 },
      gateway: { state: 'waiting' },
    })
    expect(status.memory.limitBytes).toBeGreaterThan(2 ** 30)
  })

  it('becomes ready after the handover, phase by phase', async () => {
    await desk.handOver()
    const status = await desk.until('it is ready', ready)
    expect(status).toMatchObject({
      generation: 1,
      filesHash: 'files-1',
      configHash: 'config-1',
      failure: null,
    })
    const order = ['awaiting_handover', 'writing_files', 'starting_gateway', 'waiting_for_ready', 'ready']
    // What is told comes on another connection than what is asked.
    await vi.waitFor(() => expect(phases.filter((phase) => order.includes(phase))).toEqual(order))
    expect(await desk.exec('cat', '/home/desk/workspace/SOUL.md')).toBe('You are Ada.')
  })

  it('answers at the gateway through the door', async () => {
    const { status, socket } = await upgrade('/gateway', desk.doorKey)
    expect(status).toBe(101)
    socket?.write('GET /readyz HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n')
    expect(await readAll(socket)).toContain('"ready":true')
  })
})

describe('the desktop', () => {
  it('greets as RFB through the door, and listens on no port', async () => {
    const { status, socket, head } = await upgrade('/desktop', desk.doorKey)
    expect(status).toBe(101)
    expect(head || (await readOnce(socket))).toMatch(/^RFB 003\.008\n/)
    socket?.destroy()
    const listening = await desk.exec('sh', '-c', 'cat /proc/net/tcp /proc/net/tcp6')
    const ports = [...listening.matchAll(/ ([0-9A-F]+):([0-9A-F]{4}) \S+ 0A /g)].map(([, address, port]) => ({
      isLoopback: address === '0100007F' || /^0{24}01000000$/.test(address ?? ''),
      port: Number.parseInt(port ?? '', 16),
    }))
    expect(ports.filter(({ isLoopback }) => !isLoopback).map(({ port }) => port)).toEqual([7600])
    expect(ports.map(({ port }) => port)).not.toContain(5901)
  })

  it('can be pictured, and is not black', async () => {
    const response = await desk.ask('/preview.jpg?width=480')
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    const picture = Buffer.from(await response.arrayBuffer())
    expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    expect(picture.length).toBeLessThan(60_000)
    // The lamp of the start page is on it.
    const colours = await desk.exec('sh', '-c', `${picturePixels} | od -An -tu1 -v -w3 | sort -u | wc -l`)
    expect(Number(colours)).toBeGreaterThan(200)
  })

  it('has letters for everybody, and emoji', async () => {
    const fonts = async (what: string) => desk.exec('fc-list', `:${what}`, 'family')
    expect(await fonts('lang=ja')).toContain('Noto Sans CJK')
    for (const lang of ['zh-cn', 'ko', 'ar', 'he', 'hi', 'th'])
      expect(await fonts(`lang=${lang}`)).not.toBe('')
    expect(await desk.exec('fc-match', 'emoji')).toContain('Noto Color Emoji')
  })

  it('shows the browser in its own sandbox', async () => {
    expect(await desk.pageText('chrome://sandbox', 'sandboxed')).toContain('You are adequately sandboxed.')
  })

  it('keeps to the rules that were set for the browser', async () => {
    const policies = await desk.pageText('chrome://policy', 'WebRtcIPHandling')
    for (const name of ['SyncDisabled', 'PasswordLeakDetectionEnabled', 'BrowserSignin'])
      expect(policies).toContain(name)
    expect(policies).not.toContain('Unknown policy')
  })

  it('holds the gateway back from the browser while a person has control', async () => {
    const pause = (paused: boolean) =>
      desk.ask('/input', { method: 'POST', body: JSON.stringify({ paused }) })
    await pause(true)
    expect((await desk.status()).inputPaused).toBe(true)
    let isDone = false
    const page = desk.pageText('chrome://version', 'Chromium').then((text) => {
      isDone = true
      return text
    })
    await desk.exec('sh', '-c', 'until grep -q ":2406 .* 01 " /proc/net/tcp; do sleep 0.05; done')
    expect(isDone).toBe(false)
    await pause(false)
    expect(await page).toContain('Chromium')
  })
})

describe('a secret', () => {
  it('of the door is in no environment and no memory that a program at the desk may read', async () => {
    const found = await desk.exec('sh', '-c', lookForKey, 'look', desk.doorKey.slice(0, 20))
    expect(found.trim().split('\n')).toEqual(['looked'])
    expect(await desk.exec('sh', '-c', 'head -c1 /proc/1/environ 2>&1 || true')).toContain(
      'Permission denied',
    )
    const agent = 'head -c1 /proc/$(pgrep -o agent-loader || pgrep -f -o main.mjs)/mem 2>&1 || true'
    expect(await desk.exec('sh', '-c', agent)).toContain('Permission denied')
  })

  it('is in no log and on no disk', async () => {
    const log = await desk.log()
    expect(log).toContain('gateway: ')
    for (const secret of [desk.doorKey, gatewayToken]) {
      expect(log).not.toContain(secret)
      const search = 'grep -rlF --exclude-dir=proc -- "$1" /home/desk /run/desk /tmp 2>/dev/null || true'
      expect(await desk.exec('sh', '-c', search, 'search', secret)).toBe('')
    }
  })
})

describe('an end', () => {
  it('is graceful, within its grace, and leaves the profile clean', async () => {
    const begin = performance.now()
    const response = await desk.ask('/end', { method: 'POST', body: JSON.stringify({ graceMs: 20_000 }) })
    expect(response.status).toBe(202)
    const { StatusCode } = await desk.container.wait()
    expect(StatusCode).toBe(0)
    expect(performance.now() - begin).toBeLessThan(20_000)
    const archive = await desk.container.getArchive({ path: '/home/desk/browser/Default/Preferences' })
    const chunks: string[] = []
    for await (const chunk of archive) chunks.push(String(chunk))
    expect(chunks.join('')).toContain('"exit_type":"Normal"')
  })

  it('can be followed by a start with the same home', async () => {
    await desk.container.start()
    await desk.until('it waits', ({ phase }) => phase === 'awaiting_handover')
    await desk.handOver()
    const status = await desk.until('it is ready', ready)
    expect(status.parts.browser.restarts).toBe(0)
  })
})

describe('a part that is killed', () => {
  it.each([
    ['display', 'pkill -KILL Xtigervnc'],
    ['windows', 'pkill -KILL xfwm4 || pkill -KILL openbox'],
    ['browser', 'pkill -KILL -o -x chromium'],
    ['gateway', 'pkill -KILL -f ^openclaw-gateway'],
  ] as const)('comes back: %s', async (part, kill) => {
    const before = (await desk.status()).parts[part].restarts
    await desk.exec('sh', '-c', kill)
    await desk.until('it was noticed', ({ parts }) => parts[part].restarts > before)
    const after = await desk.until('it is ready again', ready)
    expect(after.parts[part].lastExit?.reason).toMatch(/\.$/)
    expect(await desk.exec('sh', '-c', 'ps axo stat= | grep -c "^Z" || true')).toBe('0\n')
  })
})

describe('an end that nobody asked the agent for', () => {
  it('by force leaves a lock behind that stops nobody', async () => {
    await desk.container.kill()
    await desk.container.start()
    await desk.until('it waits', ({ phase }) => phase === 'awaiting_handover')
    expect((await desk.status()).parts.browser.restarts).toBe(0)
  })

  it('comes with SIGTERM, too', async () => {
    await desk.container.stop({ t: 10 })
    expect((await desk.container.inspect()).State.ExitCode).toBe(0)
  })
})

const picturePixels = 'maim --hidecursor --format jpg | djpeg -scale 3/8 -pnm | tail -c +16'

const lookForKey = `
for file in /proc/[0-9]*/environ /proc/[0-9]*/cmdline; do
  case $file in /proc/$$/*) continue;; esac
  pid=$(echo "$file" | cut -d/ -f3)
  [ "$(cut -d' ' -f4 /proc/$pid/stat 2>/dev/null)" = "$$" ] && continue
  grep -qF -- "$1" "$file" 2>/dev/null && echo "found in $file: $(tr '\\0' ' ' < /proc/$pid/cmdline)"
done
echo looked`

function upgrade(path: string, key: string) {
  return new Promise<{ status: number | undefined; socket?: Socket; head: string }>((resolve, reject) => {
    void desk.door().then(({ host, port }) => {
      const headers = { connection: 'Upgrade', upgrade: 'tcp', authorization: `Bearer ${key}` }
      request({ host, port, path, headers })
        .once('upgrade', ({ statusCode: status }, socket: Socket, head) =>
          resolve({ status, socket, head: String(head) }),
        )
        .once('response', ({ statusCode: status }) => resolve({ status, head: '' }))
        .once('error', reject)
        .end()
    }, reject)
  })
}

async function readAll(socket: Socket | undefined): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of socket ?? []) chunks.push(String(chunk))
  return chunks.join('')
}

async function readOnce(socket: Socket | undefined): Promise<string> {
  for await (const chunk of socket ?? []) return String(chunk)
  return ''
}

async function until<Value>(look: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await look()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
