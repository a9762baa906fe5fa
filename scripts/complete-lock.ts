// `npm run lock:complete [-- file]`, after `npm install` from a registry that lacks packages of other platforms.
import { readFileSync, writeFileSync } from 'node:fs'
import { entriesForGaps, lockFile } from './check/lock-gaps.ts'

const file = process.argv[2] ?? 'package-lock.json'
const given = JSON.parse(readFileSync(file, 'utf8'))
const added = entriesForGaps(lockFile.parse(given))
const sorted = Object.entries({ ...given.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en'))
if (Object.keys(added).length > 0) {
  writeFileSync(file, `${JSON.stringify({ ...given, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
}
console.log(`${file}: ${Object.keys(added).length} packages of other platforms added`)
