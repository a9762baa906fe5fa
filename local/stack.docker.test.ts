// `npm start` over a real engine: it chooses Docker by itself, ends its containers with itself, and --fresh leaves nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Docker from 'dockerode'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { label, namesOf } from '#orchestrator/runtime/docker/names.ts'
import { freePort } from '#tests/support/free-port.ts'
import { openInstallation } from './docker/installation.ts'
import { highestFirstPort } from './ports.ts'
import { endLeftovers } from './supervisor/leftovers.ts'
import { waitUntil } from './supervisor/wait.ts'

const engine = new Docker()
const program = 'tests/support/stand-in-stack-program.mjs'
const image = 'debian:bookworm-slim'
const readyTimeoutMs = 60_000

let home: string
let firstPort: number
let children: ChildProcess[]

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'deskhand-stack-test-'))
  firstPort = Math.min(await freePort(), highestFirstPort)
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await endLeftovers(home, [], true)
  await openInstallation(installation()).remove()
  rmSync(home, { recursive: true, force: true })
})

/** As the orchestrator would call its host. */
const hostName = () => `local-${firstPort}-${process.pid}`
const installation = () => namesOf(hostName()).installation

/** Ready images, so that nothing is built: what they hold does not matter here. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      DESKHAND_HOME: home,
      DESKHAND_PORT: String(firstPort),
      DESK_RUNTIME: '',
      DESK_IMAGE: image,
      GATEHOUSE_IMAGE: image,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  await waitUntil(() => output.includes('Deskhand is ready at') || child.exitCode !== null, readyTimeoutMs)
  expect(output).toContain('Deskhand is ready at')
  writeFileSync(join(home, 'host-name'), `${hostName()}\n`)
  return {
    output: () => output,
    end: async (signal: NodeJS.Signals) => {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function runDesk(): Promise<void> {
  const name = `deskhand-test-${installation()}`
  const Labels = { [label.installation]: installation() }
  await engine.createVolume({ Name: name, Labels })
  const container = await engine.createContainer({
    name,
    Image: image,
    Labels,
    Cmd: ['sleep', 'infinity'],
    HostConfig: { Init: true, Binds: [`${name}:/data`] },
  })
  await container.start()
}

async function left() {
  const filters = JSON.stringify({ label: [`${label.installation}=${installation()}`] })
  const states = (await engine.listContainers({ all: true, filters })).map(({ State }) => State)
  const { Volumes } = await engine.listVolumes({ filters })
  return { states, volumes: Volumes?.length ?? 0 }
}

it('runs desks in Docker, ends them with itself and keeps their homes, until --fresh', async () => {
  const first = await start()
  expect(first.output()).toContain('Desks: in Docker, with a desktop each')
  await runDesk()
  await first.end('SIGINT')
  expect(await left()).toEqual({ states: ['exited'], volumes: 1 })
  const second = await start('--fresh')
  expect(await left()).toEqual({ states: [], volumes: 0 })
  await second.end('SIGTERM')
})

it('ends what a killed run left in Docker, whatever runs desks next', async () => {
  const dead = await start()
  await runDesk()
  await dead.end('SIGKILL')
  expect(await left()).toEqual({ states: ['running'], volumes: 1 })
  const next = await start('--runtime', 'process')
  expect(next.output()).toMatch(/stopped what it left behind: .*desks in Docker/)
  expect(next.output()).toMatch(/^Desks so far: in Docker/m)
  expect(await left()).toEqual({ states: ['exited'], volumes: 1 })
  await next.end('SIGTERM')
})
