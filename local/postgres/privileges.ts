/**
 * Postgres refuses to run as root. Root therefore starts it in a user namespace of its own, where it is nobody and the
 * files stay root's; where namespaces are forbidden, as the real nobody, who then owns the data. Every machine knows nobody:
 * initdb wants a name for whoever it runs as.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync } from 'node:fs'

const nobody = 65_534
const namespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`]

export type Privileges = 'own' | 'namespace' | 'nobody'
export type Launch = { command: string; args: string[]; uid?: number; gid?: number }

export function choosePrivileges(): Privileges {
  if (process.getuid?.() !== 0) return 'own'
  return spawnSync('unshare', [...namespace, 'true']).status === 0 ? 'namespace' : 'nobody'
}

export function launchWith(privileges: Privileges, command: string, args: string[]): Launch {
  if (privileges === 'namespace') return { command: 'unshare', args: [...namespace, '--', command, ...args] }
  if (privileges === 'nobody') return { command, args, uid: nobody, gid: nobody }
  return { command, args }
}

export function giveTo(privileges: Privileges, path: string): void {
  if (privileges === 'nobody') chownSync(path, nobody, nobody)
}

/** Nobody must be able to walk through the folder to what is his, without seeing what else is in it. */
export function letPass(privileges: Privileges, folder: string): void {
  if (privileges === 'nobody') chmodSync(folder, 0o711)
}
