// What a desk sees of the machine when bubblewrap puts walls around it: the system read-only, its own home, its own /tmp, its
// own processes. Not the network: the gateway is reached over loopback. Whatever is not named here does not exist inside.
import { execFile } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeWhole } from '../write-whole.ts'
import { processEnvironment } from './process-environment.ts'

export type Isolation = 'bubblewrap' | 'none'

export const inside = {
  node: '/opt/node/bin/node',
  openclaw: '/opt/openclaw',
  config: '/opt/desk/openclaw.json',
  home: '/home/desk',
  state: '/home/desk/.openclaw',
  workspace: '/home/desk/.openclaw/workspace',
} as const

export interface SandboxInput {
  hostname: string
  home: string
  config?: string
  node: string
  openclaw: string
  system: SystemMounts
  /** For a command, which must not outlive whoever waits for it. */
  dieWithParent?: boolean
}

/** The parts of bubblewrap's command line that depend on the machine. */
export interface SystemMounts {
  arguments: string[]
  passwd: string
  group: string
}

const temporaryLimitBytes = 512 * 1024 * 1024
const employeeId = '1000'

/** Pure. */
export function sandboxCommand(input: SandboxInput, command: string[]): string[] {
  const { system } = input
  return [
    'bwrap',
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--uid', employeeId, '--gid', employeeId, '--cap-drop', 'ALL', '--hostname', input.hostname],
    ...(input.dieWithParent ? ['--die-with-parent'] : []),
    ...system.arguments,
    ...['--ro-bind', system.passwd, '/etc/passwd', '--ro-bind', system.group, '/etc/group'],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--size', String(temporaryLimitBytes), '--tmpfs', '/tmp', '--tmpfs', '/run'],
    ...['--ro-bind', input.node, inside.node, '--ro-bind', input.openclaw, inside.openclaw],
    ...(input.config ? ['--ro-bind', input.config, inside.config] : []),
    ...['--bind', input.home, inside.home, '--remount-ro', '/', '--chdir', inside.home],
    '--',
    ...command,
  ]
}

/** Of /etc only what programs need to find libraries, names and certificates: no shadow file, no keys of the machine. */
const readableEtc = [
  ...[
    'ssl/certs',
    'ssl/openssl.cnf',
    'pki/ca-trust',
    'pki/tls/certs',
    'ca-certificates',
    'ca-certificates.conf',
  ],
  ...['resolv.conf', 'hosts', 'nsswitch.conf', 'gai.conf', 'ld.so.cache', 'ld.so.conf', 'ld.so.conf.d'],
  ...['alternatives', 'localtime', 'timezone', 'fonts', 'mime.types'],
]

export async function systemMounts(sandboxDir: string): Promise<SystemMounts> {
  const programs = await Promise.all(['bin', 'sbin', 'lib', 'lib32', 'lib64'].map(programFolder))
  const passwd = join(sandboxDir, 'passwd')
  const group = join(sandboxDir, 'group')
  await mkdir(sandboxDir, { recursive: true, mode: 0o700 })
  await writeWhole(passwd, `desk:x:${employeeId}:${employeeId}::${inside.home}:/bin/bash\n`, 0o644)
  await writeWhole(group, `desk:x:${employeeId}:\n`, 0o644)
  return {
    arguments: [
      ...['--ro-bind', '/usr', '/usr', '--ro-bind-try', '/nix', '/nix'],
      ...programs.flat(),
      ...readableEtc.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ],
    passwd,
    group,
  }
}

/** A link into /usr on most systems of today, a folder on older ones. */
async function programFolder(name: string): Promise<string[]> {
  const path = `/${name}`
  const found = await lstat(path).catch(() => undefined)
  if (!found) return []
  return found.isSymbolicLink() ? ['--symlink', await readlink(path), path] : ['--ro-bind', path, path]
}

const run = promisify(execFile)
const probeTimeoutMs = 20_000

/** Tries the real thing: many machines have bubblewrap and forbid what it needs. Answers with the refusal, if there is one. */
export async function whyNoSandbox(system: SystemMounts, node: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'Only Linux has the namespaces it takes.'
  const scratch = await mkdtemp(join(tmpdir(), 'deskhand-probe-'))
  const input = { hostname: 'probe', home: scratch, node, openclaw: scratch, system, dieWithParent: true }
  const [program = '', ...rest] = sandboxCommand(input, [
    inside.node,
    '-e',
    'process.exit(process.pid === 2 ? 0 : 1)',
  ])
  try {
    await run(program, rest, { timeout: probeTimeoutMs, env: processEnvironment({ PATH: '/usr/bin:/bin' }) })
    return undefined
  } catch (error) {
    return refusalOf(error)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Bubblewrap failed its trial.'
  if ('code' in error && error.code === 'ENOENT') return 'Bubblewrap (bwrap) is not installed.'
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return said.split('\n').at(-1) || 'Bubblewrap failed its trial.'
}
