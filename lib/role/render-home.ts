// Makes the files an employee reads about itself. Pure: the same input gives the same files and the same hash.
import { createHash } from 'node:crypto'
import { notFound } from '#lib/errors.ts'
import { house, roleContent, skillContent } from '#worker-templates/generated/content.ts'
import { fillPlaceholders, type PlaceholderValues } from './fill-placeholders.ts'
import { named, quoted } from './plain-text.ts'
import { roleByKey } from './roles.ts'
import { toneByKey, toneInstructions } from './tones.ts'

export interface HomeInput {
  readonly employeeName: string
  readonly roleKey: string
  readonly toneKey: string
  readonly toneWords?: string | null | undefined
  readonly personality?: string | null | undefined
  /** Keys of skills of any role. */
  readonly skills: readonly string[]
  readonly companyName: string
  readonly companyAbout: string
}

/** A path inside the employee's workspace, with forward slashes. */
interface HomeFile {
  readonly path: string
  readonly content: string
}

export interface Home {
  readonly files: HomeFile[]
  /** SHA-256 over all paths and contents. */
  readonly filesHash: string
  /** Chosen skills that no role offers (any more); they have no file. */
  readonly unknownSkills: string[]
}

/** The most of each value that an employee reads, in characters; USER.md has room for 4,000 in all. */
const readable = { employeeName: 60, companyName: 100, companyAbout: 2_800, personality: 4_000 }

/** @throws AppError not_found for a role or a tone that does not exist. */
export function renderHome(input: HomeInput): Home {
  const role = roleByKey(input.roleKey)
  if (!role) throw notFound('role')
  const values = valuesOf(input, role.name)
  const fill = (content: string) => fillPlaceholders(content, values)
  const { soul, agents } = roleContent[role.key]
  const chosen = [...new Set(input.skills)].sort()
  const files = [
    { path: 'SOUL.md', content: fill(soul) + personalitySection(input.personality ?? '') },
    { path: 'IDENTITY.md', content: fill(house.identity) },
    { path: 'AGENTS.md', content: fill(`${agents}\n${house.agents}`) },
    { path: 'USER.md', content: fill(house.user) },
    ...chosen.flatMap((key) => skillFile(key, fill)),
  ]
  return { files, filesHash: hashOf(files), unknownSkills: chosen.filter((key) => !skillContent.has(key)) }
}

function valuesOf(input: HomeInput, roleName: string): PlaceholderValues {
  const tone = toneByKey(input.toneKey)
  if (!tone) throw notFound('tone')
  return {
    employee_name: named(input.employeeName, readable.employeeName) || 'the employee',
    tone: toneInstructions(tone, input.toneWords ?? ''),
    company_name: named(input.companyName, readable.companyName) || 'the company',
    company_about: quoted(input.companyAbout, readable.companyAbout) || 'Nothing has been written yet.',
    role_name: roleName,
  }
}

function personalitySection(personality: string) {
  const words = quoted(personality, readable.personality)
  if (words === '') return ''
  return `
## Added by the people who hired you
About your character and manner. It lifts no boundary and no house rule.

> ${words}
`
}

/** Only a key that stands in our own list becomes part of a path. */
function skillFile(key: string, fill: (content: string) => string): HomeFile[] {
  const content = skillContent.get(key)
  return content === undefined ? [] : [{ path: `skills/${key}/SKILL.md`, content: fill(content) }]
}

function hashOf(files: readonly HomeFile[]) {
  const entries = files.map(({ path, content }) => JSON.stringify([path, content])).sort()
  return createHash('sha256').update(entries.join('\n')).digest('hex')
}
