// A desk with the smallest configuration that OpenClaw accepts, and a runtime of its own for it. Its model is a dead port: these tests need a
// gateway that is ready, not one that answers.
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeskSpec, GatewayPlace, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import {
  createProcessRuntime,
  type ProcessRuntime,
} from '#orchestrator/runtime/process/create-process-runtime.ts'
import { findLaunches, type RunningLaunch } from '#orchestrator/runtime/process/find-launches.ts'
import type { ProcessRuntimeOptions } from '#orchestrator/runtime/process/host.ts'
import { listProcesses } from '#orchestrator/runtime/process/list-processes.ts'
import type { SystemProcess } from '#orchestrator/runtime/process/system-process.ts'

const testPortBase = 26_000

export function optionsForTest(home: string): ProcessRuntimeOptions {
  const openclawDir = process.env.OPENCLAW_DIR
  return {
    home,
    portBase: testPortBase,
    ...(openclawDir ? { openclawDir } : {}),
    cacheDir: join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'deskhand'),
    installEnvironment: process.env,
  }
}

export function specForTest(deskId: string, changes: Partial<DeskSpec> = {}): DeskSpec {
  return {
    deskId,
    generation: 1,
    files: [
      { path: 'SOUL.md', content: 'I am a test.\n' },
      {
        path: 'skills/greeting/SKILL.md',
        content: '---\nname: greeting\ndescription: Greet.\n---\nSay hello.\n',
      },
    ],
    filesHash: 'files-1',
    gatewayConfig: gatewayConfigForTest,
    configHash: 'config-1',
    environment: { OPENCLAW_GATEWAY_TOKEN: `token-of-${deskId}`, ANTHROPIC_API_KEY: `key-of-${deskId}` },
    hostname: 'desk',
    release: null,
    ...changes,
  }
}

export function gatewayConfigForTest({ port, workspaceDir, stateDir }: GatewayPlace) {
  return {
    meta: {
      migrations: { modelPolicyAllowlist: true, utilityModelSeparation: true },
      lastTouchedVersion: '2026.9.6',
    },
    gateway: {
      mode: 'local',
      port,
      bind: 'loopback',
      auth: { mode: 'token', token: '$' + '{OPENCLAW_GATEWAY_TOKEN}' },
      controlUi: { enabled: false },
      terminal: { enabled: false },
      cliAgents: { enabled: false },
    },
    discovery: { mdns: { mode: 'off' } },
    update: { checkOnStart: false, auto: { enabled: false } },
    telemetry: { enabled: false },
    models: modelsForTest,
    agents: {
      defaults: {
        workspace: workspaceDir,
        model: { primary: 'anthropic/claude-sonnet-4-5' },
        utilityModel: '',
        skipBootstrap: true,
        skills: ['greeting'],
        heartbeat: { every: '0m' },
      },
    },
    plugins: { allow: ['anthropic'] },
    skills: { allowBundled: [], workshop: { autonomous: { mode: 'off' } } },
    logging: { level: 'info', file: join(stateDir, 'logs/gateway.log') },
    cron: { enabled: false },
  }
}

const modelsForTest = {
  mode: 'replace',
  catalogRefresh: { enabled: false },
  providers: {
    anthropic: {
      baseUrl: 'http://127.0.0.1:9',
      apiKey: '$' + '{ANTHROPIC_API_KEY}',
      api: 'anthropic-messages',
      models: [
        {
          id: 'claude-sonnet-4-5',
          name: 'Claude Sonnet 4.5',
          reasoning: true,
          input: ['text'],
          cost: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
          contextWindow: 200_000,
          maxTokens: 16_000,
        },
      ],
    },
  },
}

export interface Installation {
  home: string
  runtime: ProcessRuntime
  /** Another orchestrator over the same home. */
  second: (changes?: Partial<ProcessRuntimeOptions>) => Promise<ProcessRuntime>
  close: () => Promise<void>
}

export async function openInstallation(changes: Partial<ProcessRuntimeOptions> = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-runtime-'))
  const second = (more: Partial<ProcessRuntimeOptions> = {}) =>
    createProcessRuntime({ ...optionsForTest(home), ...changes, ...more })
  const runtime = await second()
  const close = async () => {
    for (const { deskId } of await runtime.observe()) await runtime.remove(deskId)
    await rm(home, { recursive: true, force: true })
  }
  return { home, runtime, second, close }
}

const lookEveryMs = 200
const readyTimeoutMs = 180_000

/** Waits until the desk is as wanted; fails with what it is instead. */
export async function untilDesk(
  runtime: ProcessRuntime,
  deskId: string,
  wanted: (desk: ObservedDesk | undefined) => boolean,
): Promise<ObservedDesk | undefined> {
  const end = performance.now() + readyTimeoutMs
  for (;;) {
    const desk = (await runtime.observe()).find((one) => one.deskId === deskId)
    if (wanted(desk)) return desk
    if (performance.now() > end) throw new Error(`The desk stays ${JSON.stringify(desk, null, 1)}`)
    await sleep(lookEveryMs)
  }
}

export const untilReady = (runtime: ProcessRuntime, deskId: string) =>
  untilDesk(runtime, deskId, (desk) => {
    if (desk?.state === 'exited') throw new Error(`It ended: ${JSON.stringify(desk.exit)}`)
    return desk?.state === 'ready'
  })

/** The gateways that really run for a desk, whatever the runtime says. */
export async function gatewaysOf(home: string, deskId: string): Promise<RunningLaunch[]> {
  const launches = findLaunches(await listProcesses(), await realpath(home), [])
  return launches.filter((launch) => launch.deskId === deskId)
}

/** The one that runs; fails when there is none, or more. */
export async function onlyGateway(
  home: string,
  deskId: string,
): Promise<{ pid: number; launch: RunningLaunch }> {
  const [launch, ...others] = await gatewaysOf(home, deskId)
  const pid = launch?.gateway?.pid
  if (!launch || pid === undefined || others.length > 0)
    throw new Error(`${others.length} too many, or none at all`)
  return { pid, launch }
}

/** Pids of those that have not ended. */
export async function stillRunning(processes: SystemProcess[]): Promise<number[]> {
  const wanted = new Set(processes.map(({ pid, startedAt }) => `${pid}/${startedAt}`))
  const now = await listProcesses()
  return now.filter(({ pid, startedAt }) => wanted.has(`${pid}/${startedAt}`)).map(({ pid }) => pid)
}
