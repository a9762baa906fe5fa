// From inside a desk that runs: what an employee who has gone bad can do to the machine, and what not. Each refusal stands
// beside something that works, so that a broken probe cannot pass for a wall.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DockerDesks, openDockerDesks } from '#tests/support/docker-desks.ts'
import { allowedCalls, deniedCalls } from './kernel-calls.ts'

let desks: DockerDesks
let ada: string
beforeAll(async () => {
  desks = await openDockerDesks()
  ada = await desks.start()
})
afterAll(() => desks?.close())

const shell = (command: string) => desks.exec(ada, ['sh', '-c', command])
const perl = (expression: string) =>
  desks.exec(ada, ['perl', '-e', `print((${expression}) ? "done" : "refused: $!")`])

describe('what a process of the desk is', () => {
  const statusLine = (status: string, name: string) =>
    new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1]

  it('has no capability, cannot get one, and runs behind a filter', async () => {
    const { stdout: inside } = await shell('cat /proc/self/status')
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      expect(statusLine(inside, set), set).toBe('0000000000000000')
    expect(statusLine(inside, 'NoNewPrivs')).toBe('1')
    expect(statusLine(inside, 'Seccomp')).toBe('2')
    expect(statusLine(inside, 'Uid')).toBe('1000')
    // The same words say otherwise of this very test.
    const here = await readFile('/proc/self/status', 'utf8')
    expect(statusLine(here, 'NoNewPrivs')).toBe('0')
  })

  it('sees no process but its own desk’s', async () => {
    const { stdout } = await shell('cat /proc/[0-9]*/comm')
    expect(stdout).toContain('Xtigervnc')
    expect(stdout).not.toMatch(/dockerd|postgres|containerd/)
  })
})

describe('calls to the kernel', () => {
  it.each(allowedCalls)(
    '$says: allowed, as Chromium’s own sandbox needs it',
    async ({ perl: expression }) => {
      expect((await perl(expression)).stdout).toBe('done')
    },
  )
  it.each(deniedCalls)('$says: refused', async ({ perl: expression }) => {
    expect((await perl(expression)).stdout).toMatch(
      /^refused: (Operation not permitted|Permission denied|Address family)/,
    )
  })
})

describe('files', () => {
  it.each(['/etc/passwd', '/usr/bin/node', '/opt', '/root', '/', '/var/lib', '/sys', '/proc/sys/kernel'])(
    '%s cannot be written',
    async (path) => {
      const { stdout } = await shell(`(touch ${path}/planted || echo x >> ${path}) 2>&1; echo "code $?"`)
      expect(stdout).not.toContain('code 0')
      expect(stdout).toMatch(/Read-only file system|Permission denied|Is a directory|Not a directory/)
    },
  )
  it.each(['/home/desk', '/tmp', '/run/desk'])('%s can', async (path) => {
    const { stdout } = await shell(`echo yes > ${path}/probe && cat ${path}/probe && rm ${path}/probe`)
    expect(stdout.trim()).toBe('yes')
  })

  it('nothing of the machine is mounted', async () => {
    const { stdout } = await shell('cat /proc/mounts')
    const mounts = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
    const points = mounts.map(([, point]) => point ?? '')
    const own = [
      '/',
      '/proc',
      '/dev',
      '/dev/pts',
      '/dev/mqueue',
      '/dev/shm',
      '/sys',
      '/tmp',
      '/run/desk',
      '/home/desk',
    ]
    const engine =
      /^\/(etc\/(resolv\.conf|hostname|hosts)|sys\/fs\/cgroup.*|sys\/firmware|proc\/.+|sbin\/docker-init|dev\/.*)$/
    expect(points.filter((point) => !own.includes(point) && !engine.test(point))).toEqual([])
    expect(stdout).not.toMatch(/docker\.sock/)
    expect((await shell('ls /var/run/docker.sock /run/docker.sock 2>&1')).exitCode).not.toBe(0)
  })

  it('the key of the door is in nobody’s environment', async () => {
    const { stdout } = await shell(
      `for p in /proc/[0-9]*; do echo "$(cat $p/comm 2>/dev/null): $(tr '\\0' ' ' < $p/environ 2>&1)"; done`,
    )
    expect(stdout).toContain('DISPLAY=')
    const knowing = stdout
      .split('\n')
      .filter((line) => /DESK_DOOR_KEY=\S/.test(line) || line.includes(desks.doorKeyOf(ada)))
    expect(knowing).toEqual([])
  })
})

/** Opens chrome://sandbox in the browser of the desktop and says what stands there. */
const readSandboxPage = `
  const opened = await fetch('http://127.0.0.1:9222/json/new?chrome://sandbox', { method: 'PUT' })
  const socket = new WebSocket((await opened.json()).webSocketDebuggerUrl)
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const ask = () => new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(data).result.result.value), { once: true })
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'document.body?.innerText ?? ""' } }))
  })
  let text = ''
  while (!/sandboxed/.test(text)) text = await ask()
  console.log(text)
  socket.close()`

describe('the browser', () => {
  it('is behind its own sandbox', async () => {
    const { stdout } = await desks.exec(ada, ['node', '--input-type=module', '-e', readSandboxPage], {
      timeoutMs: 30_000,
    })
    expect(stdout).toMatch(/You are adequately sandboxed/)
  })
})
