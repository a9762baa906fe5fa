// An orchestrator process whose desks are containers of the real engine, and a look at what there is of a desk in the engine itself.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type Docker from 'dockerode'
import { openInstallation } from '#local/docker/installation.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { label, namesOf } from '#orchestrator/runtime/docker/names.ts'
import { type OrchestratorProcess, openOrchestratorHome } from './orchestrator.ts'
import { standInImage } from './stand-in-desks.ts'

/** How many of each there are. */
interface Pieces {
  running: number
  containers: number
  networks: number
  volumes: number
}

export interface DockerOrchestratorHome {
  start: (extra?: Record<string, string>) => Promise<OrchestratorProcess>
  piecesOf: (deskId: string) => Promise<Pieces>
  containerOf: (deskId: string) => Promise<Docker.Container>
  networkOf: (deskId: string) => string
  gatehouse: () => Promise<Docker.Container>
  /** What the command says inside the desk. */
  exec: (deskId: string, command: string[]) => Promise<string>
  /** A container that is not ours: it has a name like ours, and no label. */
  addStranger: () => Promise<Docker.Container>
  /** An image whose desks are ready in a second, and have neither a gateway nor a desktop. */
  standInImage: () => Promise<string>
  /** An image whose entry ends at once. */
  brokenImage: () => Promise<string>
  close: () => Promise<void>
}

export async function openDockerOrchestratorHome(databaseUrl: string): Promise<DockerOrchestratorHome> {
  const home = await openOrchestratorHome(databaseUrl)
  const engine = openEngine()
  // The name that an orchestrator would choose at its first start.
  const hostName = `drill-${home.home.slice(-6)}`
  await writeFile(join(home.home, 'host-name'), hostName)
  const names = namesOf(hostName)
  const leftovers: { containers: Docker.Container[]; images: Set<string> } = {
    containers: [],
    images: new Set(),
  }
  const ofDesk = (deskId: string) => ({
    label: [`${label.installation}=${names.installation}`, `${label.desk}=${deskId}`],
  })
  const deskContainers = async (deskId: string) =>
    (await engine.listContainers({ all: true, filters: JSON.stringify(ofDesk(deskId)) })).filter(
      ({ Labels }) => Labels[label.kind] === 'desk',
    )

  async function containerOf(deskId: string) {
    const [found] = await deskContainers(deskId)
    if (!found) throw new Error(`There is no container of desk ${deskId}.`)
    return engine.getContainer(found.Id)
  }

  return {
    start: (extra = {}) => home.start({ DESK_RUNTIME: 'docker', DESK_WARM_MIN: '0', ...extra }),
    async piecesOf(deskId) {
      const containers = await deskContainers(deskId)
      const filters = JSON.stringify(ofDesk(deskId))
      const networks = await engine.listNetworks({ filters })
      const { Volumes } = await engine.listVolumes({ filters })
      return {
        running: containers.filter(({ State }) => State === 'running').length,
        containers: containers.length,
        networks: networks.length,
        volumes: Volumes?.length ?? 0,
      }
    },
    containerOf,
    networkOf: (deskId) => names.network(deskId),
    gatehouse: async () => engine.getContainer(names.gatehouse),
    async exec(deskId, command) {
      const exec = await (await containerOf(deskId)).exec({ Cmd: command, AttachStdout: true, Tty: true })
      const stream = await exec.start({ Tty: true })
      let said = ''
      for await (const piece of stream) said += piece
      return said.trimEnd()
    },
    async addStranger() {
      const stranger = await engine.createContainer({
        name: `deskhand-${names.installation}-desk-stranger`,
        Image: 'debian:bookworm-slim',
        Cmd: ['sleep', 'infinity'],
      })
      leftovers.containers.push(stranger)
      await stranger.start()
      return stranger
    },
    standInImage: () => standInImage(engine),
    async brokenImage() {
      const tag = `deskhand-broken:${names.installation}`
      const made = await engine.createContainer({ Image: 'debian:bookworm-slim', Cmd: ['false'] })
      await made.commit({ repo: 'deskhand-broken', tag: names.installation, changes: 'ENTRYPOINT ["false"]' })
      await made.remove()
      leftovers.images.add(tag)
      return tag
    },
    async close() {
      await home.close()
      await openInstallation(names.installation).remove()
      for (const container of leftovers.containers) await container.remove({ force: true })
      for (const image of leftovers.images) await engine.getImage(image).remove({ force: true })
    },
  }
}
