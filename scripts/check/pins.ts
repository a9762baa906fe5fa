// Every dependency is one exact version, the lock file agrees, and no lock file remembers the registry of one machine.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { lockGaps, lockFile as wholeLockFile } from './lock-gaps.ts'
import type { Part } from './part.ts'
import { readSource, sourceFiles } from './source-files.ts'

const versions = z.record(z.string(), z.string()).default({})
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
const manifest = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
})
const locked = z.object({ resolved: z.string().optional() })
const lockFile = z.object({ packages: z.object({ '': manifest }).catchall(locked) })

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/

function checkManifest(root: string, file: string) {
  const declared = manifest.parse(JSON.parse(readSource(root, file)))
  const all = kinds.flatMap((kind) => Object.entries(declared[kind]))
  const loose = all
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `${file}: ${name} "${version}" is not exact`)
  return { all, loose }
}

function checkLock(root: string, file: string, declared: [string, string][]) {
  if (!existsSync(join(root, file))) return declared.length > 0 ? [`${file} is missing`] : []
  const text = JSON.parse(readSource(root, file))
  const { packages } = lockFile.parse(text)
  const gaps = lockGaps(wholeLockFile.parse(text))
  const inLock = new Map(kinds.flatMap((kind) => Object.entries(packages[''][kind])))
  const differing = declared.filter(([name, version]) => inLock.get(name) !== version)
  const remembered = Object.entries(packages).filter(
    ([, entry]) => 'resolved' in entry && /^https?:/.test(String(entry.resolved)),
  )
  return [
    ...differing.map(([name]) => `${file}: ${name} differs from package.json; run npm install`),
    ...(inLock.size > declared.length ? [`${file}: names packages that package.json does not`] : []),
    ...gaps.map(({ name }) => `${file}: ${name} is missing, npm ci will refuse; npm run lock:complete`),
    ...remembered.map(([path]) => `${file}: ${path} remembers the registry it came from`),
  ]
}

export const pins: Part = {
  name: 'exact versions',
  run(root) {
    const manifests = sourceFiles(root).filter((file) => /(^|\/)package\.json$/.test(file))
    const findings = manifests.flatMap((file) => {
      const { all, loose } = checkManifest(root, file)
      return [...loose, ...checkLock(root, file.replace('package.json', 'package-lock.json'), all)]
    })
    return { findings }
  },
}
