// Something to be done in the home of a desk that does not run: a container as locked in as the desk's own, without any network,
// that is gone when it is done.
import type { Container } from 'dockerode'
import { notFound } from '#lib/errors.ts'
import { create, findOwn, removeContainer, start } from './containers.ts'
import { hardened } from './desk-container.ts'
import { hasHome } from './home-volume.ts'
import type { Host } from './host.ts'
import { readSeccomp } from './seccomp.ts'

export async function onErrand<T>(
  host: Host,
  deskId: string,
  act: (container: Container) => Promise<T>,
): Promise<T> {
  if (!(await hasHome(host, deskId))) throw notFound('desk')
  const { engine, names, limits, options, records, images } = host
  await clearErrand(host, deskId)
  const record = await records.read(deskId)
  const walls = {
    names,
    limits,
    seccomp: await readSeccomp(options.sourceDir),
    ociRuntime: options.ociRuntime,
  }
  const container = await create(engine, names.errand(deskId), {
    Image: record?.imageId ?? (await images.ofDesk(null)),
    Hostname: 'errand',
    Entrypoint: ['sleep', 'infinity'],
    Cmd: [],
    Labels: names.labels('errand', deskId),
    HostConfig: { ...hardened(walls, names.home(deskId)), NetworkMode: 'none' },
  })
  try {
    await start(container)
    return await act(container)
  } finally {
    await removeContainer(container)
  }
}

export async function clearErrand({ engine, names }: Host, deskId: string): Promise<void> {
  const left = await findOwn(engine, names, names.errand(deskId), 'errand', deskId)
  if (left) await removeContainer(engine.getContainer(left.Id))
}
