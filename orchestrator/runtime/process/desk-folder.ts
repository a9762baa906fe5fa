// Where a desk of this runtime keeps what: <home>/desks/<deskId>/. Everything but `home` is out of the employee's sight.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, notFound } from '#lib/errors.ts'

export interface DeskFolder {
  root: string
  record: string
  environment: string
  config: string
  exitCode: string
  log: string
  home: string
  state: string
  workspace: string
  /** The desk's /tmp where there is no sandbox to give it one. */
  temporary: string
}

const deskIdShape = /^[a-z0-9][a-z0-9-]{0,62}$/

export function deskFolder(desksDir: string, deskId: string): DeskFolder {
  if (!deskIdShape.test(deskId)) throw new AppError('invalid', { detail: 'That is no id of a desk.' })
  const root = join(desksDir, deskId)
  const home = join(root, 'home')
  const state = join(home, '.openclaw')
  return {
    root,
    record: join(root, 'desk.json'),
    environment: join(root, 'environment.json'),
    config: join(root, 'openclaw.json'),
    exitCode: join(root, 'exit-code'),
    log: join(root, 'gateway.log'),
    home,
    state,
    workspace: join(state, 'workspace'),
    temporary: join(root, 'tmp'),
  }
}

/** Ids of the desks that have a folder, remembered or not. */
export async function deskIdsIn(desksDir: string): Promise<string[]> {
  const entries = await readdir(desksDir, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && deskIdShape.test(entry.name))
    .map(({ name }) => name)
}

export async function requireHome(folder: DeskFolder): Promise<void> {
  if (!(await exists(folder.home))) throw notFound('desk')
}

export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
