// Runs once, while the image is built: starts a gateway and lets it answer one message, so that Node has OpenClaw compiled
// beforehand. It halves the time until a desk is ready. What it was told is thrown away.
import { spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = join(import.meta.dirname, 'node_modules/openclaw/openclaw.mjs')
const gatewayPort = 18_789
const modelPort = 18_790
const patienceMs = 180_000

const home = await mkdtemp(join(tmpdir(), 'warm-up-'))
const config = join(home, 'openclaw.json')
await writeFile(config, JSON.stringify(configuration()))
const model = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of answer()) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  response.end()
}).listen(modelPort, '127.0.0.1')

await warmGateway()
await run(['agent', 'exec', 'Say hello.', '--config', config, '--cwd', home, '--json']).exited
model.close()

async function warmGateway(): Promise<void> {
  const gateway = run(['gateway', 'run', '--port', String(gatewayPort)])
  const begin = Date.now()
  while (!(await isReady())) {
    if (Date.now() - begin > patienceMs) throw new Error('The gateway did not become ready.')
    await sleep(500)
  }
  gateway.child.kill('SIGTERM')
  await gateway.exited
}

async function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${gatewayPort}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function run(args: string[]) {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', program, ...args], {
    cwd: home,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'compile-cache'),
      NODE_ENV: 'production',
      HOME: home,
      OPENCLAW_HOME: home,
      OPENCLAW_STATE_DIR: join(home, '.openclaw'),
      OPENCLAW_CONFIG_PATH: config,
      OPENCLAW_CONFIG_READONLY: '1',
      OPENCLAW_NO_RESPAWN: '1',
      OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: '1',
      OPENCLAW_NO_AUTO_UPDATE: '1',
      OPENCLAW_SKIP_CHANNELS: '1',
      OPENCLAW_DISABLE_BONJOUR: '1',
      OPENCLAW_GATEWAY_TOKEN: 'only-for-the-warm-up',
    },
  })
  return { child, exited: new Promise((resolve) => child.once('exit', resolve)) }
}

function configuration() {
  const plugins = ['anthropic', 'memory-core', 'document-extract', 'web-readability', 'browser']
  const models = [{ id: 'practice', name: 'Practice', contextWindow: 200_000, maxTokens: 1000 }]
  return {
    gateway: {
      mode: 'local',
      port: gatewayPort,
      bind: 'loopback',
      auth: { mode: 'token', token: `$\{OPENCLAW_GATEWAY_TOKEN}` },
      controlUi: { enabled: false },
      terminal: { enabled: false },
      cliAgents: { enabled: false },
    },
    models: {
      mode: 'replace',
      catalogRefresh: { enabled: false },
      providers: {
        anthropic: {
          baseUrl: `http://127.0.0.1:${modelPort}`,
          apiKey: 'none',
          api: 'anthropic-messages',
          models,
        },
      },
    },
    agents: {
      defaults: {
        workspace: join(home, 'workspace'),
        model: { primary: 'anthropic/practice' },
        utilityModel: '',
        skipBootstrap: true,
        heartbeat: { every: '0m' },
      },
    },
    browser: {
      enabled: true,
      defaultProfile: 'desktop',
      profiles: { desktop: { cdpUrl: 'http://127.0.0.1:9222', attachOnly: true } },
    },
    plugins: {
      allow: plugins,
      entries: Object.fromEntries(plugins.map((name) => [name, { enabled: true }])),
    },
    cron: { enabled: false },
    discovery: { mdns: { mode: 'off' } },
    telemetry: { enabled: false },
    update: { checkOnStart: false, auto: { enabled: false } },
  }
}

function answer() {
  const usage = { input_tokens: 1, output_tokens: 1 }
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'practice', content: [], usage }
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello.' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage },
    { type: 'message_stop' },
  ]
}
