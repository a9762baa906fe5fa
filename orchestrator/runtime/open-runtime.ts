// Chooses what runs the desks of this host.
import { AppError } from '#lib/errors.ts'
import type { Environment } from '#orchestrator/env.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from './desk-runtime.ts'
import { createProcessRuntime } from './process/create-process-runtime.ts'

/** @throws AppError unavailable for a runtime that this version does not have. */
export async function openRuntime(env: Environment, log: Log): Promise<DeskRuntime> {
  if (env.runtime !== 'process') {
    throw new AppError('unavailable', {
      detail: `DESK_RUNTIME is "${env.runtime}", which this version cannot do yet. Set it to "process".`,
    })
  }
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
