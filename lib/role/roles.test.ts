import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import dynamicIconImports from 'lucide-react/dynamicIconImports.mjs'
import { describe, expect, it } from 'vitest'
import { modelById } from '#lib/model/models.ts'
import { roleByKey, roles } from './roles.ts'

const root = join(import.meta.dirname, '../..')
const templates = join(root, 'worker-templates')
const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

describe('roles', () => {
  it('are the folders of worker-templates', () => {
    const withTemplate = folders(templates).filter((name) => existsSync(join(templates, name, 'template.ts')))
    expect(roles.map(({ key }) => key).sort()).toEqual(withTemplate.sort())
    expect(roles.length).toBeGreaterThanOrEqual(10)
  })

  it('share no key, name, headline or icon', () => {
    for (const fact of ['key', 'name', 'headline', 'icon'] as const) {
      expect(new Set(roles.map((role) => role[fact])).size).toBe(roles.length)
    }
  })

  it('share no skill, so that a key alone finds its words', () => {
    const keys = roles.flatMap(({ skills }) => skills.map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are found by key, and nothing else is', () => {
    for (const role of roles) expect(roleByKey(role.key)).toBe(role)
    expect(roleByKey('constructor')).toBeUndefined()
    expect(roleByKey('../researcher')).toBeUndefined()
  })
})

describe.each(roles)('$key', (role) => {
  it('has short facts without placeholders', () => {
    expect(role.headline.length).toBeLessThanOrEqual(40)
    expect(role.summary.length).toBeLessThanOrEqual(120)
    expect(role.doesForYou.length).toBeGreaterThanOrEqual(3)
    expect(role.doesForYou.length).toBeLessThanOrEqual(5)
    expect(role.exampleTasks).toHaveLength(3)
    expect(role.exampleReply.map(({ from }) => from)).toEqual(['member', 'employee'])
    expect(JSON.stringify(role)).not.toMatch(/\{\{|\p{Extended_Pictographic}/u)
  })

  it('suggests at least four names of one word', () => {
    expect(role.suggestedNames.length).toBeGreaterThanOrEqual(4)
    for (const name of role.suggestedNames) expect(name).toMatch(/^\p{Lu}\p{L}+$/u)
  })

  it('names a model and an icon that exist', () => {
    expect(modelById(role.defaultModel)).toBeDefined()
    expect(Object.keys(dynamicIconImports)).toContain(role.icon)
  })

  it('lists exactly the skills that have a folder, and starts with some of them', () => {
    const listed = role.skills.map(({ key }) => key)
    expect([...listed].sort()).toEqual(folders(join(templates, role.key, 'skills')).sort())
    expect(listed).toHaveLength(3)
    expect(role.defaultSkills.length).toBeGreaterThan(0)
    expect(listed).toEqual(expect.arrayContaining([...role.defaultSkills]))
    for (const { summary } of role.skills) expect(summary.length).toBeLessThanOrEqual(80)
  })
})

describe('what a page loads', () => {
  it.each(['roles.ts', 'tones.ts', 'display-name.ts'])(
    '%s brings no markdown and nothing of Node',
    (file) => {
      const loaded = importsOf(join(import.meta.dirname, file))
      expect(loaded.filter((path) => path.includes('generated') || path.startsWith('node:'))).toEqual([])
      expect(importsOf(join(import.meta.dirname, 'render-home.ts')).join()).toContain('generated/content.ts')
    },
  )
})

/** Everything a module imports, also through others. */
function importsOf(file: string): string[] {
  const direct = [...readFileSync(file, 'utf8').matchAll(/^import (?!type).*from '(.+)'$/gm)].map(
    ([, from]) => from ?? '',
  )
  return direct.flatMap((from) => {
    const path = from.startsWith('#') ? join(root, from.slice(1)) : resolve(dirname(file), from)
    return from.startsWith('#') || from.startsWith('.') ? [path, ...importsOf(path)] : [from]
  })
}
