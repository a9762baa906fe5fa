// What the processes of a task see of the machine behind bubblewrap: the system read-only, the run's own home and work folder, an
// empty /tmp, its own processes. The network stays. Whatever is not named here does not exist inside.
import { execFile } from 'node:child_process'
import { lstat, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { processEnvironment } from './process-environment.ts'

interface Walls {
  /** The folder with `passwd` and `group`, from writeAccounts. */
  accounts: string
  home: string
  work: string
  /** Read-only beside the system: programs that live elsewhere. */
  expose: string[]
}

/** Neither the files of accounts and their passwords nor the keys of the machine. */
const wantedOfEtc = [
  ...[
    'ssl',
    'pki',
    'ca-certificates',
    'crypto-policies',
    'resolv.conf',
    'hosts',
    'nsswitch.conf',
    'gai.conf',
  ],
  ...[
    'ld.so.cache',
    'ld.so.conf',
    'ld.so.conf.d',
    'alternatives',
    'localtime',
    'timezone',
    'mime.types',
    'fonts',
  ],
  ...['services', 'protocols', 'gitconfig'],
]
const ownFolders = ['/usr', '/opt', '/nix']
const usuallyLinked = ['/bin', '/sbin', '/lib', '/lib32', '/lib64']
const inside = { userId: '1000', groupId: '1000', temporaryBytes: String(1024 ** 3) }

/** The arguments of bwrap before the command. Paths are the same inside and outside. */
export async function bubblewrapArguments({ accounts, home, work, expose }: Walls): Promise<string[]> {
  const linked = await Promise.all(usuallyLinked.map(asOnThisMachine))
  return [
    ...['--die-with-parent', '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--uid', inside.userId, '--gid', inside.groupId, '--cap-drop', 'ALL'],
    ...['--hostname', 'task'],
    ...ownFolders.flatMap((path) => readOnly(path)),
    ...linked.flat(),
    ...wantedOfEtc.flatMap((name) => readOnly(`/etc/${name}`)),
    ...accountFiles.flatMap((name) => ['--ro-bind', join(accounts, name), `/etc/${name}`]),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/run'],
    // resolv.conf is a link into here on many machines.
    ...readOnly('/run/systemd/resolve'),
    ...['--size', inside.temporaryBytes, '--tmpfs', '/tmp'],
    ...expose.flatMap((path) => readOnly(path)),
    ...['--bind', home, home, '--bind', work, work],
    ...['--remount-ro', '/', '--chdir', work],
  ]
}

const accountFiles = ['passwd', 'group']

/** Inside there is one account, whoever started the worker. */
export async function writeAccounts(folder: string, home: string): Promise<void> {
  await writeFile(join(folder, 'passwd'), `worker:x:${inside.userId}:${inside.groupId}::${home}:/bin/sh\n`)
  await writeFile(join(folder, 'group'), `worker:x:${inside.groupId}:\n`)
}

const readOnly = (path: string) => ['--ro-bind-try', path, path]

async function asOnThisMachine(path: string): Promise<string[]> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) return []
  return found.isSymbolicLink() ? ['--symlink', await readlink(path), path] : readOnly(path)
}

const trialTimeoutMs = 20_000

/** Tries the real thing, because many machines have bubblewrap and forbid what it needs. Answers with what it said, if it refused. */
export async function whyNoBubblewrap(path: string | undefined): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'only Linux has what it takes'
  const scratch = await mkdtemp(join(tmpdir(), 'deskhand-trial-'))
  try {
    await writeAccounts(scratch, scratch)
    const walls = await bubblewrapArguments({ accounts: scratch, home: scratch, work: scratch, expose: [] })
    await promisify(execFile)('bwrap', [...walls, '--', 'true'], {
      timeout: trialTimeoutMs,
      env: processEnvironment(path === undefined ? {} : { PATH: path }),
    })
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'bwrap is not installed'
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return said.split('\n').at(-1) || 'bwrap failed its trial'
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
