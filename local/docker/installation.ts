// What one installation has in Docker, seen by whoever starts and ends it: its containers end with `npm start`, its volumes stay
// until --fresh. Only what carries the installation's label is touched.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Docker from 'dockerode'
import { label, namesOf } from '#orchestrator/runtime/docker/names.ts'

const stopGraceS = 15

export interface Installation {
  /** What its things carry as their label. */
  name: string
  /** Ends the containers; says how many ran. */
  stop: () => Promise<number>
  kill: () => Promise<number>
  /** Containers, networks and volumes: nothing is left of it. */
  remove: () => Promise<void>
}

/** The installation of a home; undefined before its orchestrator ran for the first time. */
export function installationOf(home: string): Installation | undefined {
  const file = join(home, 'host-name')
  if (!existsSync(file)) return undefined
  return openInstallation(namesOf(readFileSync(file, 'utf8').trim()).installation)
}

export function openInstallation(installation: string, options?: Docker.DockerOptions): Installation {
  const engine = new Docker(options)
  const filters = JSON.stringify({ label: [`${label.installation}=${installation}`] })
  const containers = (all: boolean) => engine.listContainers({ all, filters })

  async function end(act: (container: Docker.Container) => Promise<unknown>): Promise<number> {
    const running = await containers(false)
    await Promise.all(running.map(({ Id }) => act(engine.getContainer(Id)).catch(unlessGone)))
    return running.length
  }

  async function remove() {
    const all = await containers(true)
    await Promise.all(
      all.map(({ Id }) => engine.getContainer(Id).remove({ force: true, v: true }).catch(unlessGone)),
    )
    const networks = await engine.listNetworks({ filters })
    await Promise.all(networks.map(({ Id }) => engine.getNetwork(Id).remove().catch(unlessMissing)))
    const { Volumes } = await engine.listVolumes({ filters })
    await Promise.all((Volumes ?? []).map(({ Name }) => engine.getVolume(Name).remove().catch(unlessMissing)))
  }

  return {
    name: installation,
    stop: () => end((container) => container.stop({ t: stopGraceS })),
    kill: () => end((container) => container.kill()),
    remove,
  }
}

const statusOf = (error: unknown) =>
  error instanceof Error && 'statusCode' in error ? error.statusCode : undefined

function unlessMissing(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}

/** A container that has ended already, or is being removed right now. */
function unlessGone(error: unknown): void {
  if (statusOf(error) !== 304 && statusOf(error) !== 409) unlessMissing(error)
}
