// Turns a folder of TypeScript that Node could run into JavaScript, line for line.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const folder = process.argv[2] ?? '.'
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.ts')) continue
  const path = join(folder, name)
  const script = stripTypeScriptTypes(readFileSync(path, 'utf8'))
  writeFileSync(path.replace(/ts$/, 'mjs'), script.replace(/( from '\.[^']*)\.ts'/g, "$1.mjs'"))
  rmSync(path)
}
