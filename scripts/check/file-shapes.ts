// No barrels, no file or folder named after nothing in particular, no capital or underscore in a code file's name.
import { parseSync } from 'oxc-parser'
import type { Part } from './part.ts'
import { isModule, readSource, sourceFiles } from './source-files.ts'

const sayNothing = /(^|[-.])(utils?|helpers?|common|managers?|service|misc|shared)$/

function isBarrel(file: string, source: string) {
  const { body } = parseSync(file, source).program
  const reExports = body.filter(
    (node) =>
      node.type === 'ExportAllDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && node.source !== null),
  )
  return reExports.length > 0 && reExports.length === body.length
}

/** Next's own folders, `(site)`, `[id]`, `_ui`, are names too once their signs are off. */
function wordsOf(file: string) {
  return file
    .split('/')
    .map((segment) => segment.replace(/^[([_.]+|[)\]]+$/g, '').replace(/\.(test\.)?(ts|tsx|mjs)$/, ''))
}

/** People are hired as managers; a test's setup may be another's. */
const isRole = (file: string) => file.startsWith('worker-templates/')
const isSetup = (file: string) => file.endsWith('-setup.ts')

function findingsIn(file: string, source: string) {
  const findings: string[] = []
  const vague = isRole(file) ? undefined : wordsOf(file).find((word) => sayNothing.test(word))
  if (vague) findings.push(`${file}: "${vague}" says nothing; name it by what it does`)
  if (/[A-Z]|_/.test(file.split('/').at(-1) ?? '')) findings.push(`${file}: names are kebab-case`)
  if (!isSetup(file) && isBarrel(file, source))
    findings.push(`${file}: a barrel; import from the files themselves`)
  return findings
}

export const fileShapes: Part = {
  name: 'names and barrels',
  run(root) {
    const files = sourceFiles(root).filter(isModule)
    return { findings: files.flatMap((file) => findingsIn(file, readSource(root, file))) }
  },
}
