// Makes this machine able to run desks: an engine that answers, the images, the gatehouse.
import { AppError } from '#lib/errors.ts'
import type { PrepareProgress } from '../desk-runtime.ts'
import { requireEngine } from './engine.ts'
import type { Host } from './host.ts'
import { ensureGatehouse } from './keep-gatehouse.ts'
import { readSeccomp } from './seccomp.ts'

export async function prepare(host: Host, onProgress: (progress: PrepareProgress) => void): Promise<void> {
  const startedAt = performance.now()
  const onPhase = (phase: string) =>
    onProgress({ phase, elapsedMs: Math.round(performance.now() - startedAt) })
  const { ociRuntime, sourceDir } = host.options
  onPhase('looking_for_docker')
  const { runtimes } = await requireEngine(host.engine)
  if (ociRuntime && !runtimes.includes(ociRuntime))
    throw new AppError('unavailable', {
      detail: `Desks shall run under "${ociRuntime}" (DESK_OCI_RUNTIME), which this Docker engine does not have. It has ${runtimes.join(', ')}.`,
    })
  await readSeccomp(sourceDir)
  await host.images.prepare(onPhase)
  onPhase('starting_gatehouse')
  await ensureGatehouse(host)
}
