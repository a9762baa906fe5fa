// Reads every import of the tree with a real parser and resolves it to a file or a package.
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { z } from 'zod'
import { isModule, readSource, sourceFiles } from './source-files.ts'

export interface Import {
  from: string
  /** A path from the root, or a package name as `npm:next`, or `node:fs`. */
  to: string
  specifier: string
  resolved: boolean
  /** Gone when the program runs; it binds names, not modules. */
  typeOnly: boolean
}

const manifest = z.object({ imports: z.record(z.string(), z.string()).default({}) })

/** `#lib/` -> `lib/`, from the field "imports" of package.json. */
function readAliases(root: string) {
  const { imports } = manifest.parse(JSON.parse(readSource(root, 'package.json')))
  return Object.entries(imports).map(([alias, target]) => ({
    prefix: alias.replace(/\*$/, ''),
    folder: target.replace(/^\.\//, '').replace(/\*$/, ''),
  }))
}

type Aliases = ReturnType<typeof readAliases>

function targetOf(from: string, specifier: string, aliases: Aliases) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const alias = aliases.find(({ prefix }) => specifier.startsWith(prefix))
  if (alias) return alias.folder + specifier.slice(alias.prefix.length)
  if (specifier.startsWith('node:')) return specifier
  const [scopeOrName = specifier, name] = specifier.split('/')
  return `npm:${scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName}`
}

interface Specifier {
  specifier: string
  typeOnly: boolean
}

/** Static and dynamic imports and re-exports; a computed specifier cannot be followed and is left out. */
function specifiersOf(file: string, source: string): Specifier[] {
  const { module } = parseSync(file, source)
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = source.slice(moduleRequest.start, moduleRequest.end).match(/^(['"`])([^$]*)\1$/)?.[2]
    return literal === undefined ? [] : [{ specifier: literal, typeOnly: false }]
  })
  return [...imports, ...reExports, ...dynamic]
}

export function importGraph(root: string): Import[] {
  const aliases = readAliases(root)
  return sourceFiles(root)
    .filter(isModule)
    .flatMap((from) =>
      specifiersOf(from, readSource(root, from)).map(({ specifier, typeOnly }) => {
        const to = targetOf(from, specifier, aliases)
        const resolved = /^(npm|node):/.test(to) || existsSync(join(root, to))
        return { from, to, specifier, resolved, typeOnly }
      }),
    )
}
