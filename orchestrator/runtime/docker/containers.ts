// Containers of ours, found by their names and believed by their labels.
import type { Container, ContainerCreateOptions, ContainerInfo, ContainerInspectInfo } from 'dockerode'
import { AppError } from '#lib/errors.ts'
import { deskContainer } from './desk-container.ts'
import type { DeskRecord } from './desk-record.ts'
import { type Engine, isConflict, isMissing, isUnchanged, orMissing, soon } from './engine.ts'
import type { Host } from './host.ts'
import { label, type Names, type ThingKind } from './names.ts'
import { readSeccomp } from './seccomp.ts'

/** Everything of this installation, running or not, in one answer of the engine. */
export async function listOurs({ engine, names }: Pick<Host, 'engine' | 'names'>): Promise<ContainerInfo[]> {
  return await engine.listContainers({
    all: true,
    filters: { label: [`${label.installation}=${names.installation}`] },
    abortSignal: soon(),
  })
}

/** undefined when there is none. @throws AppError conflict when somebody else's has its name. */
export async function findOwn(
  engine: Engine,
  names: Names,
  name: string,
  kind: ThingKind,
  deskId?: string,
): Promise<ContainerInspectInfo | undefined> {
  const found = await orMissing(engine.getContainer(name).inspect({ abortSignal: soon() }))
  if (!found || names.isOurs(found.Config.Labels, kind, deskId)) return found
  throw new AppError('conflict', { detail: `The container "${name}" is somebody else's; it is left alone.` })
}

export const findDesk = ({ engine, names }: Host, deskId: string) =>
  findOwn(engine, names, names.container(deskId), 'desk', deskId)

/** An answer that was lost on the way does no harm: the name is taken then, and what has it is looked at. */
export async function create(engine: Engine, name: string, body: ContainerCreateOptions): Promise<Container> {
  try {
    return await engine.createContainer({ ...body, name })
  } catch (error) {
    if (!isConflict(error)) throw error
    return engine.getContainer(name)
  }
}

export async function wantedBody(host: Host, record: DeskRecord): Promise<ContainerCreateOptions> {
  const { names, limits, options } = host
  const { deskId, generation, hostname, imageId } = record
  return deskContainer(
    { deskId, generation, hostname, imageId, doorKey: options.doorKeyOf(deskId) },
    { names, limits, seccomp: await readSeccomp(options.sourceDir), ociRuntime: options.ociRuntime },
  )
}

/** Whether a container is the one that a body describes. */
export function isAsWanted(
  found: { Labels: Record<string, string>; imageId: string },
  body: ContainerCreateOptions,
): boolean {
  return found.Labels[label.spec] === body.Labels?.[label.spec] && found.imageId === body.Image
}

export async function start(container: Container): Promise<void> {
  await container.start().catch((error: unknown) => {
    if (!isUnchanged(error)) throw error
  })
}

/** Gone for certain when this returns. */
export async function removeContainer(container: Container): Promise<void> {
  try {
    await container.remove({ force: true, v: false })
  } catch (error) {
    if (isConflict(error)) await container.wait({ condition: 'removed' }).catch(ignoreMissing)
    else if (!isMissing(error)) throw error
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}
