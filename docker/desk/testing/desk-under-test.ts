// One real desk in a container locked in as the product does it, with its door published to this machine and no gatehouse around.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Container } from 'dockerode'
import { gatewayConfig } from '#lib/desk/gateway-config.ts'
import { hardened } from '#orchestrator/runtime/docker/desk-container.ts'
import { defaultDeskLimits } from '#orchestrator/runtime/docker/desk-limits.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import { namesOf } from '#orchestrator/runtime/docker/names.ts'
import { collectOutput } from '#orchestrator/runtime/docker/output.ts'
import { readSeccomp } from '#orchestrator/runtime/docker/seccomp.ts'
import type { DeskStatus } from '../agent/desk-status.ts'

export interface DeskUnderTest {
  container: Container
  doorKey: string
  /** Asks at the door, with the key. */
  ask: (path: string, init?: RequestInit) => Promise<Response>
  door: () => Promise<{ host: string; port: number }>
  status: () => Promise<DeskStatus>
  until: (what: string, isSo: (status: DeskStatus) => boolean) => Promise<DeskStatus>
  handOver: (change?: Record<string, unknown>) => Promise<void>
  /** As the employee's own programs run: the same user, and the key not in the environment. */
  exec: (...command: string[]) => Promise<string>
  /** Asks the browser from inside, by way of the relay; answers with what the page says once it says the wanted. */
  pageText: (url: string, wanted: string) => Promise<string>
  log: () => Promise<string>
  remove: () => Promise<void>
}

const patienceMs = 200_000
const outputLimitBytes = 8 * 1024 * 1024
const sourceDir = `${import.meta.dirname}/../..`

export async function startDesk(limits: Partial<typeof defaultDeskLimits> = {}): Promise<DeskUnderTest> {
  const engine = openEngine()
  const { DESK_IMAGE: desk } = process.env
  const images = openImages(engine, { sourceDir, given: desk ? { desk } : {}, buildArgs: {} })
  await images.prepare(() => undefined)
  const names = namesOf(`desk-image-${randomUUID()}`)
  const id = randomUUID()
  const doorKey = `door-key-${randomUUID()}`
  const allLimits = { ...defaultDeskLimits, ...limits }
  const seccomp = await readSeccomp(sourceDir)
  await engine.createVolume({ Name: names.home(id), Labels: names.labels('home', id) })
  const container = await engine.createContainer({
    name: names.container(id),
    Hostname: 'desk',
    Image: await images.ofDesk(null),
    Labels: names.labels('desk', id),
    Env: [`DESK_DOOR_KEY=${doorKey}`, `DESK_ID=${id}`, `DESK_HOME_LIMIT_BYTES=${allLimits.homeBytes}`],
    ExposedPorts: { '7600/tcp': {} },
    HostConfig: {
      ...hardened({ names, limits: allLimits, seccomp, ociRuntime: undefined }, names.home(id)),
      PortBindings: { '7600/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    },
  })
  await container.start()

  const door = async () => {
    const { NetworkSettings } = await container.inspect()
    return { host: '127.0.0.1', port: Number(NetworkSettings.Ports['7600/tcp']?.[0]?.HostPort) }
  }
  const ask: DeskUnderTest['ask'] = async (path, init = {}) => {
    const { host, port } = await door()
    const headers = { authorization: `Bearer ${doorKey}`, ...init.headers }
    return await fetch(`http://${host}:${port}${path}`, { ...init, headers })
  }
  const status = async (): Promise<DeskStatus> => await (await ask('/status')).json()
  const exec: DeskUnderTest['exec'] = async (...command) => {
    const { stdout, stderr, exitCode } = await run(container, command)
    if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${exitCode}\n${stdout}${stderr}`)
    return stdout
  }
  return {
    container,
    doorKey,
    ask,
    door,
    status,
    exec,
    async until(what, isSo) {
      const begin = Date.now()
      for (;;) {
        const now = await status().catch(() => null)
        if (now && isSo(now)) return now
        if (Date.now() - begin > patienceMs)
          throw new Error(`Still waiting for: ${what}\n${JSON.stringify(now, null, 1)}`)
        await sleep(100)
      }
    },
    async handOver(change = {}) {
      const response = await ask('/handover', {
        method: 'PUT',
        body: JSON.stringify({ ...handover(), ...change }),
      })
      if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`)
    },
    pageText: (url, wanted) => exec('node', '--input-type=module', '--eval', pageProgram, url, wanted),
    log: async () => String(await container.logs({ stdout: true, stderr: true })),
    async remove() {
      await container.remove({ force: true })
      await engine.getVolume(names.home(id)).remove()
    },
  }
}

async function run(container: Container, command: string[]) {
  const exec = await container.exec({
    Cmd: command,
    Env: ['DESK_DOOR_KEY=', 'DISPLAY=:1'],
    AttachStdout: true,
    AttachStderr: true,
  })
  const output = await collectOutput(await exec.start({ hijack: true, stdin: false }), outputLimitBytes)
  const { ExitCode: exitCode } = await exec.inspect()
  return { ...output, exitCode }
}

export const gatewayToken = 'token-of-the-gateway-under-test'

function handover() {
  const model = {
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    contextWindow: 200_000,
    maxTokens: 16_000,
    costMicrosPerToken: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  }
  return {
    generation: 1,
    filesHash: 'files-1',
    configHash: 'config-1',
    files: [
      { path: 'SOUL.md', content: 'You are Ada.' },
      { path: 'skills/greeting/SKILL.md', content: '---\nname: greeting\ndescription: Greets.\n---\nGreet.' },
    ],
    gatewayConfig: gatewayConfig({
      port: 18_789,
      workspaceDir: '/home/desk/workspace',
      stateDir: '/home/desk/.openclaw',
      modelBaseUrl: 'http://127.0.0.1:9',
      model: model.id,
      models: [model],
      skills: ['greeting'],
      browser: { cdpUrl: 'http://127.0.0.1:9222' },
    }),
    environment: { OPENCLAW_GATEWAY_TOKEN: gatewayToken, ANTHROPIC_API_KEY: 'dk_key-of-the-desk-under-test' },
  }
}

const pageProgram = `
const url = process.argv[1]
const tab = await (await fetch('http://127.0.0.1:9222/json/new?' + encodeURIComponent(url), { method: 'PUT' })).json()
const socket = new WebSocket(tab.webSocketDebuggerUrl)
await new Promise((resolve) => { socket.onopen = resolve })
let last = 0
const ask = (method, params) => new Promise((resolve) => {
  const id = ++last
  socket.addEventListener('message', function hear({ data }) {
    const message = JSON.parse(data)
    if (message.id !== id) return
    socket.removeEventListener('message', hear)
    resolve(message.result)
  })
  socket.send(JSON.stringify({ id, method, params }))
})
const expression = \`(function textOf(node) {
  if (node.nodeType === 3) return node.data
  if (node.localName === 'style' || node.localName === 'script') return ''
  return [node.shadowRoot, ...node.childNodes].map((child) => child ? textOf(child) : '').join(' ')
})(document.body)\`
for (let tries = 0; tries < 200; tries += 1) {
  // While the page changes there is no answer.
  const text = (await ask('Runtime.evaluate', { expression }))?.result?.value
  if (text?.includes(process.argv[2])) { console.log(text); break }
  await new Promise((resolve) => setTimeout(resolve, 50))
}
await ask('Page.close', {})
process.exit(0)
`
