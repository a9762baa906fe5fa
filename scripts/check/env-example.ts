// .env.example and the env.ts files name the same variables.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import type { Part } from './part.ts'
import { readSource } from './source-files.ts'

const readers = ['app/_edge/env.ts', 'orchestrator/env.ts', 'local/env.ts']
const example = '.env.example'
const variable = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/
/** Set by the runtime and its tools, not by whoever installs Deskhand; DESKTOP is an argument of a Dockerfile. */
const notOurs = new Set(['NODE_ENV', 'PATH', 'HOME', 'CI', 'TMPDIR', 'DESKTOP'])

/** Names of variables as keys of a schema, or read from an object of the environment. */
function variablesRead(file: string, source: string): string[] {
  const found = new Set<string>()
  const add = (key: { type: string }) => {
    const name = 'name' in key ? key.name : 'value' in key ? key.value : undefined
    if (typeof name === 'string' && variable.test(name) && !notOurs.has(name)) found.add(name)
  }
  const visitor = new Visitor({
    Property(node) {
      add(node.key)
    },
    MemberExpression(node) {
      add(node.property)
    },
  })
  visitor.visit(parseSync(file, source).program)
  return [...found].sort()
}

/** `NAME=value`, or `# NAME=value` for one that is off by default. */
function variablesDocumented(text: string): string[] {
  return [...text.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name)
}

function withoutComment(text: string) {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const [name] = variablesDocumented(line)
    const above = lines.slice(0, at).findLast((earlier) => variablesDocumented(earlier).length === 0)
    return name && !above?.startsWith('#') ? [name] : []
  })
}

export const envExample: Part = {
  name: '.env.example',
  run(root) {
    if (!existsSync(join(root, example))) return { findings: [`${example} is missing`] }
    const text = readSource(root, example)
    const documented = variablesDocumented(text)
    const present = readers.filter((file) => existsSync(join(root, file)))
    const read = new Map(
      present.flatMap((file) => variablesRead(file, readSource(root, file)).map((name) => [name, file])),
    )
    const findings = [
      ...[...read]
        .filter(([name]) => !documented.includes(name))
        .map(([name, file]) => `${file} reads ${name}; ${example} does not name it`),
      ...documented
        .filter((name) => !read.has(name))
        .map((name) => `${example} names ${name}; no env.ts reads it`),
      ...withoutComment(text).map((name) => `${example}: ${name} has no comment above it`),
    ]
    return { findings, note: `${documented.length} variables` }
  },
}
