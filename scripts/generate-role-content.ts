// Puts the markdown of worker-templates/ into one module, because a bundled server has no markdown files beside it.
// `--check` writes nothing and fails when the module is not what the markdown says.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const templates = join(import.meta.dirname, '../worker-templates')
export const contentFile = join(templates, 'generated/content.ts')

/** The text of generated/content.ts as the markdown files make it now; the same files give the same text. */
export function makeRoleContent(): string {
  const roles = foldersIn(templates).filter((name) => existsSync(join(templates, name, 'template.ts')))
  return [
    '// Made by scripts/generate-role-content.ts from the markdown files of worker-templates/; change those.',
    "import type { RoleTemplate } from '../role-template.ts'",
    '',
    'export const house = {',
    ...['AGENTS', 'IDENTITY', 'USER'].map((name) => property(name.toLowerCase(), `house/${name}.md`)),
    '} as const',
    '',
    "export const roleContent: Record<RoleTemplate['key'], { soul: string; agents: string }> = {",
    ...roles.flatMap((role) => [
      `  '${role}': {`,
      property('soul', `${role}/SOUL.md`),
      property('agents', `${role}/AGENTS.md`),
      '  },',
    ]),
    '}',
    '',
    '/** SKILL.md by the key of the skill. */',
    'export const skillContent: ReadonlyMap<string, string> = new Map([',
    ...roles.flatMap((role) =>
      foldersIn(join(templates, role, 'skills')).map(
        (skill) => `  ['${skill}', ${literal(`${role}/skills/${skill}/SKILL.md`)}],`,
      ),
    ),
    '])',
    '',
  ].join('\n')
}

const property = (name: string, file: string) => `  ${name}: ${literal(file)},`

/** A template literal, so that a changed line of markdown is a changed line here. */
function literal(file: string) {
  const text = readFileSync(join(templates, file), 'utf8')
  return `\`${text.replace(/\\|`|\$\{/g, '\\$&')}\``
}

function foldersIn(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function main() {
  const content = makeRoleContent()
  if (!process.argv.includes('--check')) {
    writeFileSync(contentFile, content)
    return
  }
  if (existsSync(contentFile) && readFileSync(contentFile, 'utf8') === content) return
  console.error(
    'worker-templates/generated/content.ts is not what the markdown says; run node scripts/generate-role-content.ts',
  )
  process.exitCode = 1
}

if (import.meta.main) main()
