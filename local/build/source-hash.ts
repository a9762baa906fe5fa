/** One hash over everything that goes into the built app, so that a changed source is seen and a checkout by itself is not. */
import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = [
  'app',
  'lib',
  'worker-templates',
  'public',
  'package-lock.json',
  'package.json',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
]
const notBuilt = /\.test\.tsx?$|\.md$/
const alwaysBuilt = 'worker-templates'

export function hashSources(root: string): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    if (existsSync(path)) add(hash, path, source)
  }
  return hash.digest('hex')
}

function add(hash: Hash, path: string, name: string): void {
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) add(hash, join(path, entry), `${name}/${entry}`)
    return
  }
  if (notBuilt.test(name) && !name.startsWith(alwaysBuilt)) return
  hash.update(name).update('\0').update(readFileSync(path)).update('\0')
}
