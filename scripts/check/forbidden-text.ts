// Words and calls that must not be in the tree: unfinished work, switched-off tests, silenced types, places of one machine.
import type { Part } from './part.ts'
import { isModule, isTest, readSource, sourceFiles } from './source-files.ts'

interface Rule {
  why: string
  pattern: RegExp
  where: (file: string) => boolean
}

const everywhere = () => true
const inDirectoryOf =
  (...folders: string[]) =>
  (file: string) =>
    folders.some((folder) => file.startsWith(`${folder}/`))

/** The only modules that read the environment: the composition roots. Commands that are started by hand are such roots too, and so
 *  is what a container starts. */
const readsEnvironment = (file: string) =>
  ['app/_edge/env.ts', 'orchestrator/env.ts', 'local/env.ts', 'worker/env.ts', 'cli/env.ts'].includes(file) ||
  /-command\.ts$/.test(file) ||
  /^docker\/.*\/main\.ts$/.test(file) ||
  inDirectoryOf('tests', 'benches', 'scripts')(file) ||
  isTest(file) ||
  !file.includes('/')

/** This file and its test spell out what they look for; the rules of the house name it. */
const spellsItOut = (file: string) =>
  file.startsWith('scripts/check/forbidden-text') || ['AGENTS.md', 'CONTRIBUTING.md'].includes(file)

/** What is tried inside a container names places there, which are the same everywhere. */
const looksInsideDesks = (file: string) =>
  inDirectoryOf('tests/attack')(file) || /\.docker(-chaos)?\.test\.ts$/.test(file)

/** `/home/desk` is the home as an employee sees it, the same on every machine. */
const rules: Rule[] = [
  { why: 'unfinished work', pattern: /\b(TODO|FIXME|XXX|HACK)\b/, where: everywhere },
  {
    why: 'a promise instead of the thing',
    pattern: /\bcoming soon\b|\blorem ipsum\b|\bnot implemented\b/i,
    where: everywhere,
  },
  {
    why: 'a test that hides the others',
    pattern: /\b(it|test|describe|suite|bench)(\.\w+)*\.only\b/,
    where: isModule,
  },
  {
    why: 'a test switched off without a condition (skipIf says when)',
    pattern: /\b(it|test|describe|suite)(\.\w+)*\.(skip|todo|fails)\b|\bx(it|describe|test)\(/,
    where: isModule,
  },
  {
    why: 'a silenced type',
    pattern: /@ts-(ignore|nocheck|expect-error)|\bas unknown as\b/,
    where: isModule,
  },
  {
    why: 'a place of one machine',
    pattern: /(^|[\s'"`=(:])\/(work|root|Users|home(?!\/desk\b)|tmp|var\/tmp)\/[a-z]/i,
    where: (file) => !looksInsideDesks(file),
  },
  {
    why: 'the host of a package registry',
    pattern: /registry\.[a-z]+\.[a-z]+|\bdeb\.debian\.org\b/,
    where: everywhere,
  },
  {
    why: 'the environment is read only in env.ts of app/_edge, orchestrator, local, worker and cli',
    pattern: /\bprocess\.env\b/,
    where: (file) => isModule(file) && !readsEnvironment(file),
  },
]

function findingsIn(file: string, source: string) {
  const applying = rules.filter(({ where }) => where(file))
  return source
    .split('\n')
    .flatMap((line, at) =>
      applying
        .filter(({ pattern }) => pattern.test(line))
        .map(({ why }) => `${file}:${at + 1}: ${why}: ${line.trim().slice(0, 100)}`),
    )
}

export const forbiddenText: Part = {
  name: 'forbidden text',
  run(root) {
    const files = sourceFiles(root).filter((file) => !spellsItOut(file))
    return { findings: files.flatMap((file) => findingsIn(file, readSource(root, file))) }
  },
}
