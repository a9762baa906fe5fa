// A lock file may lack packages for other platforms, when the registry it was written from did not carry them. `npm ci` then refuses it
// everywhere. This finds the gaps and makes the entries that npm would have written.
import { z } from 'zod'

const versions = z.record(z.string(), z.string()).default({})
const entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: versions,
})
export const lockFile = z.looseObject({ packages: z.record(z.string(), entry) })
type LockFile = z.infer<typeof lockFile>

interface Gap {
  name: string
  version: string
  /** Which package wants it. */
  for: string
  dev: boolean
}

/** Where node would look for a package, from the package's own folder outwards. */
function isPresent(packages: LockFile['packages'], from: string, name: string): boolean {
  if (`${from ? `${from}/` : ''}node_modules/${name}` in packages) return true
  if (from === '') return false
  return isPresent(packages, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name)
}

export function lockGaps({ packages }: LockFile): Gap[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isPresent(packages, path, name))
      .map(([name, version]) => ({ name, version, for: path, dev })),
  )
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'win32',
  'aix',
  'sunos',
]
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32']

/** Such packages carry their platform in their name: `@next/swc-win32-arm64-msvc`. */
function platformOf(name: string) {
  const words = name.replaceAll('windows', 'win32').split(/[-/]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (cpu.length === 0 || (os.length === 0 && !cpu.includes('wasm32'))) return undefined
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : []
  return { cpu, ...(os.length > 0 && { os }), ...(libc.length > 0 && os.includes('linux') && { libc }) }
}

/** Throws when a gap is not a package for one platform in one exact version: then only a better registry helps. */
export function entriesForGaps(lock: LockFile) {
  const entries = lockGaps(lock).map(({ name, version, dev }) => {
    const platform = platformOf(name)
    if (!platform || !/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`cannot tell what ${name} "${version}" is`)
    return [`node_modules/${name}`, { version, ...(dev && { dev }), optional: true, ...platform }] as const
  })
  return Object.fromEntries(entries)
}
