// The one container of a desk, in the one network of the desk: as it is wanted, or made again.
import type { ContainerCreateOptions, ContainerInspectInfo } from 'dockerode'
import { AppError } from '#lib/errors.ts'
import { create, findDesk, isAsWanted, removeContainer, wantedBody } from './containers.ts'
import type { DeskRecord } from './desk-record.ts'
import { isMissing } from './engine.ts'
import type { Host } from './host.ts'
import { ensureDeskNetwork } from './networks.ts'

/** One that runs is left alone whatever it is: the next look tells, and it is ended first. */
export async function ensureContainer(host: Host, record: DeskRecord): Promise<ContainerInspectInfo> {
  const { engine, names } = host
  const { deskId } = record
  const networkId = await ensureDeskNetwork(engine, names, deskId)
  const body = await wantedBody(host, record)
  const isWanted = (found: ContainerInspectInfo) =>
    matches(found, body) && standsIn(found, names.network(deskId), networkId)
  const found = await findDesk(host, deskId)
  if (found && (found.State.Running || isWanted(found))) return found
  if (found) await removeContainer(engine.getContainer(found.Id))
  await create(engine, names.container(deskId), body).catch((error: unknown) => {
    throw isMissing(error) ? imageIsGone(error) : error
  })
  const made = await findDesk(host, deskId)
  if (made && isWanted(made)) return made
  throw new AppError('conflict', {
    detail: 'Somebody else made this desk at the same moment. It is looked at again.',
  })
}

const imageIsGone = (cause: unknown) =>
  new AppError('unavailable', {
    detail:
      'The image of this desk is no longer on this machine. Restart the orchestrator: it makes sure that it is there.',
    cause,
  })

function matches({ Config, Image }: ContainerInspectInfo, body: ContainerCreateOptions): boolean {
  return isAsWanted({ Labels: Config.Labels, imageId: Image }, body)
}

/** Until its first start a container knows the network by name only. */
function standsIn({ NetworkSettings }: ContainerInspectInfo, network: string, networkId: string): boolean {
  const known = NetworkSettings.Networks[network]?.NetworkID
  return known === '' || known === networkId
}
