// A runtime over the real engine, whose desks are stand-ins: everything of the runtime is real, and a desk is ready in a second.
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { DeskSpec, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import {
  createDockerRuntime,
  type DockerRuntime,
} from '#orchestrator/runtime/docker/create-docker-runtime.ts'
import { type Engine, isMissing, openEngine } from '#orchestrator/runtime/docker/engine.ts'
import type { DockerRuntimeOptions } from '#orchestrator/runtime/docker/host.ts'
import { readImageSource } from '#orchestrator/runtime/docker/image-source.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import { label, type Names, namesOf } from '#orchestrator/runtime/docker/names.ts'
import { specForTest } from './desk-installation.ts'

const root = join(import.meta.dirname, '../..')

export interface StandIns {
  home: string
  runtime: DockerRuntime
  engine: Engine
  names: Names
  /** Another orchestrator over the same home. */
  second: (changes?: Partial<DockerRuntimeOptions>) => Promise<DockerRuntime>
  close: () => Promise<void>
}

export async function openStandIns(changes: Partial<DockerRuntimeOptions> = {}): Promise<StandIns> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-docker-'))
  const engine = openEngine()
  const sourceDir = await writeSource(home, engine)
  const opened: DockerRuntime[] = []
  const second = async (more: Partial<DockerRuntimeOptions> = {}) => {
    const runtime = await createDockerRuntime({ ...optionsFor(home, sourceDir), ...changes, ...more })
    opened.push(runtime)
    return runtime
  }
  const names = namesOf(home)
  const close = async () => {
    for (const runtime of opened) runtime.close()
    await removeAll(engine, names)
    await rm(home, { recursive: true, force: true })
  }
  return { home, runtime: await second(), engine, names, second, close }
}

function optionsFor(home: string, sourceDir: string): DockerRuntimeOptions {
  return {
    home,
    installationId: home,
    log: pino({ level: 'silent' }),
    doorKeyOf: (deskId) => `door-key-of-${deskId}`.padEnd(40, '.'),
    gatehouseKey: 'gatehouse-key'.padEnd(40, '.'),
    modelProxy: { host: '127.0.0.1', port: 9, alsoListenAt: async () => undefined },
    sourceDir,
    limits: { memoryBytes: 256 * 1024 * 1024 },
  }
}

/** The id of the stand-in's image, for orchestrators in processes of their own. */
export async function standInImage(engine: Engine): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'deskhand-stand-in-'))
  try {
    const images = openImages(engine, {
      sourceDir: await writeSource(home, engine),
      given: {},
      buildArgs: {},
    })
    await images.prepare(() => undefined)
    return await images.ofDesk(null)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** A folder like docker/, with the real gatehouse and walls, and the stand-in for a desk. */
async function writeSource(home: string, engine: Engine): Promise<string> {
  const sourceDir = join(home, 'source')
  const desk = join(sourceDir, 'desk')
  await mkdir(desk, { recursive: true })
  await cp(join(root, 'docker/gatehouse'), join(sourceDir, 'gatehouse'), { recursive: true })
  // The stand-in is built upon the gatehouse, which has Node.
  const { hash } = await readImageSource(join(sourceDir, 'gatehouse'))
  await openImages(engine, { sourceDir, given: { desk: 'debian:bookworm-slim' }, buildArgs: {} }).prepare(
    () => undefined,
  )
  await copyFile(join(root, 'docker/desk/seccomp.json'), join(desk, 'seccomp.json'))
  await copyFile(join(import.meta.dirname, 'stand-in-desk-program.mjs'), join(desk, 'agent.mjs'))
  await writeFile(
    join(desk, 'Dockerfile'),
    `FROM deskhand-gatehouse:${hash}
USER root
RUN mkdir -m 700 /home/desk && chown 1000:1000 /home/desk
COPY agent.mjs /opt/desk/
USER 1000:1000
CMD ["node", "/opt/desk/agent.mjs"]
`,
  )
  return sourceDir
}

/** Whatever of this installation is left in the engine, and nothing else. */
async function removeAll(engine: Engine, names: Names): Promise<void> {
  const filters = { label: [`${label.installation}=${names.installation}`] }
  const ignore = (error: unknown) => {
    if (!isMissing(error)) throw error
  }
  for (const { Id } of await engine.listContainers({ all: true, filters }))
    await engine.getContainer(Id).remove({ force: true }).catch(ignore)
  for (const { Id } of await engine.listNetworks({ filters }))
    await engine.getNetwork(Id).remove().catch(ignore)
  const { Volumes } = await engine.listVolumes({ filters })
  for (const { Name } of Volumes) await engine.getVolume(Name).remove().catch(ignore)
}

/** `misbehave`: what the stand-in shall do wrong when it is told. */
export function standInSpec(
  deskId: string,
  changes: Partial<DeskSpec> & { misbehave?: string } = {},
): DeskSpec {
  const { misbehave, ...rest } = changes
  return specForTest(deskId, { gatewayConfig: (at) => ({ ...at, misbehave }), ...rest })
}

const lookEveryMs = 100
const longestWaitMs = 60_000

/** Waits until the desk is as wanted; fails with what it is instead. */
export async function untilSeen(
  runtime: DockerRuntime,
  deskId: string,
  wanted: (desk: ObservedDesk | undefined) => boolean,
): Promise<ObservedDesk | undefined> {
  const end = performance.now() + longestWaitMs
  for (;;) {
    const desk = (await runtime.observe()).find((one) => one.deskId === deskId)
    if (wanted(desk)) return desk
    if (performance.now() > end) throw new Error(`The desk stays ${JSON.stringify(desk, null, 1)}`)
    await sleep(lookEveryMs)
  }
}

export async function hireStandIn(runtime: DockerRuntime, spec: DeskSpec): Promise<ObservedDesk | undefined> {
  await runtime.make(spec)
  await runtime.start(spec.deskId)
  return await untilSeen(runtime, spec.deskId, (desk) => desk?.state === 'ready')
}
