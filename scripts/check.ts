// `npm run check [-- part …]`: everything that can be said of the tree without running the product.
import { join } from 'node:path'
import { allParts, runParts } from './check/run-parts.ts'

const asked = process.argv.slice(2)
const parts =
  asked.length === 0 ? allParts : allParts.filter(({ name }) => asked.some((word) => name.includes(word)))
if (parts.length === 0) {
  console.error(
    `No part is called ${asked.join(' or ')}. There are: ${allParts.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}
const results = await runParts(join(import.meta.dirname, '..'), parts)
const failed = results.filter(({ findings }) => findings.length > 0).length
console.log(`\n${results.length - failed} checks passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
