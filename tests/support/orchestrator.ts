// A real orchestrator process over a database and a home of a test, and ways to end it badly.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmEnvironmentOf } from '#orchestrator/env.ts'
import { createProcessRuntime } from '#orchestrator/runtime/process/create-process-runtime.ts'
import { optionsForTest } from './desk-installation.ts'
import { freePort } from './free-port.ts'
import { installStandIn } from './stand-in-openclaw.ts'

export interface OrchestratorProcess {
  url: string
  secret: string
  /** Everything it has logged so far. */
  log: () => string
  readyz: () => Promise<{ status: number; checks: Record<string, string> } | undefined>
  kill: () => Promise<void>
  isGone: () => boolean
  /** Answers with how long it took. */
  terminate: () => Promise<number>
  exited: Promise<void>
}

export interface OrchestratorHome {
  home: string
  start: (extra?: Record<string, string>) => Promise<OrchestratorProcess>
  /** Ends all orchestrators and desks of this home, and removes it. */
  close: () => Promise<void>
}

const main = join(import.meta.dirname, '../../orchestrator/main.ts')

/** `openclaw`: what runs at the desks. The stand-in is for tests of what is done with desks, never of what happens at one. */
export async function openOrchestratorHome(
  databaseUrl: string,
  { openclaw = 'real' }: { openclaw?: 'real' | 'stand-in' } = {},
): Promise<OrchestratorHome> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-orchestrator-'))
  const started: OrchestratorProcess[] = []
  // Part of every desk's configuration: it stays the same as long as the home does. Nobody calls it here.
  const modelProxyUrl = `http://127.0.0.1:${await freePort()}`
  const standIn =
    openclaw === 'stand-in' ? { OPENCLAW_DIR: await installStandIn(join(home, 'stand-in')) } : {}
  return {
    home,
    async start(extra = {}) {
      const orchestrator = await launch({
        DATABASE_URL: databaseUrl,
        DESKHAND_HOME: home,
        MODEL_PROXY_URL: modelProxyUrl,
        ...standIn,
        ...extra,
      })
      started.push(orchestrator)
      return orchestrator
    },
    async close() {
      await Promise.all(started.map((orchestrator) => orchestrator.kill()))
      const runtime = await createProcessRuntime(optionsForTest(home))
      for (const { deskId } of await runtime.observe()) await runtime.remove(deskId)
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function launch(given: Record<string, string>): Promise<OrchestratorProcess> {
  const port = await freePort()
  const secret = 's'.repeat(40)
  const { openclawDir, portBase } = optionsForTest('')
  const child = spawn(process.execPath, [main], {
    env: {
      ...npmEnvironmentOf(process.env),
      NODE_ENV: 'production',
      HOME: homedir(),
      SITE_URL: 'http://localhost:3000',
      ORCHESTRATOR_PORT: String(port),
      ORCHESTRATOR_SECRET: secret,
      INSTALLATION_SECRET: 'i'.repeat(40),
      MODEL_PROXY_PORT: String(await freePort()),
      DESK_PORT_BASE: String(portBase),
      // No desks but those the test asks for.
      DESK_WARM_MIN: '0',
      ...(openclawDir ? { OPENCLAW_DIR: openclawDir } : {}),
      ...given,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = `http://127.0.0.1:${port}`
  const exited = once(child, 'exit').then(() => undefined)
  return { url, secret, log: collect(child), exited, readyz: () => readyz(url), ...endings(child, exited) }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece) => {
      text += piece
    })
  }
  return () => text
}

async function readyz(url: string) {
  try {
    const response = await fetch(`${url}/readyz`)
    const { checks } = await response.json()
    return { status: response.status, checks }
  } catch {
    return undefined
  }
}

function endings(child: ChildProcess, exited: Promise<void>) {
  const end = async (signal: NodeJS.Signals) => {
    const startedAt = performance.now()
    child.kill(signal)
    await exited
    return performance.now() - startedAt
  }
  return {
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    isGone: () => child.exitCode !== null || child.signalCode !== null,
  }
}
