// Chooses what runs the desks of this host.
import { join } from 'node:path'
import { Gauge, type Registry } from 'prom-client'
import { doorKeyOf, gatehouseKeyOf } from '#lib/desk/desk-keys.ts'
import type { Environment } from '#orchestrator/env.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from './desk-runtime.ts'
import { createDockerRuntime } from './docker/create-docker-runtime.ts'
import { createProcessRuntime } from './process/create-process-runtime.ts'

export interface RuntimeSurroundings {
  /** This host's name, which it keeps as long as its home. */
  hostName: string
  registry: Registry
  /** Has the model proxy listen at one more address of this machine. */
  alsoListenAt: (address: string) => Promise<void>
  log: Log
}

export async function openRuntime(env: Environment, surroundings: RuntimeSurroundings): Promise<DeskRuntime> {
  return env.runtime === 'docker'
    ? await openDocker(env, surroundings)
    : await openProcess(env, surroundings.log)
}

const sourceDir = join(import.meta.dirname, '../../docker')

async function openDocker(env: Environment, { hostName, registry, alsoListenAt, log }: RuntimeSurroundings) {
  const { installationSecret, docker } = env
  const drifted = new Gauge({
    name: 'deskhand_desks_drifted',
    help: 'Desks whose container was changed from outside',
    registers: [registry],
  })
  const { hostname, port } = new URL(env.modelProxy.url)
  return await createDockerRuntime({
    home: env.home,
    installationId: hostName,
    log,
    doorKeyOf: (deskId) => doorKeyOf(installationSecret, deskId),
    gatehouseKey: gatehouseKeyOf(installationSecret, hostName),
    modelProxy: { host: hostname, port: Number(port) || env.modelProxy.port, alsoListenAt },
    images: docker.images,
    sourceDir,
    buildArgs: docker.buildArgs,
    buildProxies: docker.buildProxies,
    limits: docker.limits,
    ...(docker.ociRuntime ? { ociRuntime: docker.ociRuntime } : {}),
    ...(docker.gatehouseHosts ? { gatehouseHosts: docker.gatehouseHosts } : {}),
    onDrift: (desks) => drifted.set(desks),
  })
}

async function openProcess(env: Environment, log: Log) {
  const runtime = await createProcessRuntime({
    home: env.home,
    portBase: env.deskPortBase,
    cacheDir: env.cacheDir,
    installEnvironment: env.npmEnvironment,
    ...(env.openclawDir ? { openclawDir: env.openclawDir } : {}),
  })
  if (runtime.isolation === 'none')
    log.warn(
      { why: runtime.whyNotIsolated },
      'Desks are not isolated: an employee can read what this user can read',
    )
  return runtime
}
