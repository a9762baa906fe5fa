// The markdown of worker-templates, held to what a gateway can read and a rendering can keep whole.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { house, roleContent, skillContent } from '#worker-templates/generated/content.ts'
import { roles } from './roles.ts'

const skills = [...skillContent].map(([key, content]) => ({ key, content }))
const texts = [
  ...Object.entries(house).map(([name, content]) => ({ name: `house ${name}`, content })),
  ...roles.map(({ key }) => ({ name: `${key} soul`, content: roleContent[key].soul })),
  ...roles.map(({ key }) => ({ name: `${key} agents`, content: roleContent[key].agents })),
  ...skills.map(({ key, content }) => ({ name: key, content })),
]

it('holds every markdown file unchanged', () => {
  const read = (path: string) =>
    readFileSync(new URL(`../../worker-templates/${path}`, import.meta.url), 'utf8')
  expect(house.agents).toBe(read('house/AGENTS.md'))
  for (const role of roles) {
    expect(roleContent[role.key]).toEqual({
      soul: read(`${role.key}/SOUL.md`),
      agents: read(`${role.key}/AGENTS.md`),
    })
    for (const { key } of role.skills)
      expect(skillContent.get(key)).toBe(read(`${role.key}/skills/${key}/SKILL.md`))
  }
})

describe.each(texts)('$name', ({ content }) => {
  it('leaves open only the five known places', () => {
    const known = /\{\{(employee_name|tone|company_name|company_about|role_name)\}\}/g
    expect(content.replace(known, '')).not.toMatch(/[{}]{2}/)
  })

  it('fills no place where a value could start, close or reach over something', () => {
    const filled = content.split('\n').filter((line) => line.includes('{{'))
    for (const line of filled) {
      expect(line).not.toMatch(/^\s*([-*#>]+ )?\{\{(employee_name|company_name)\}\}/)
      expect(line).not.toMatch(/^#|\||`/)
      const inQuotes = line.split('"').filter((_, at) => at % 2 === 1)
      expect(inQuotes.join('')).not.toContain('{{')
    }
    const fenced = content.split('```').filter((_, at) => at % 2 === 1)
    expect(fenced.join('')).not.toContain('{{')
  })

  it('closes what it opens, ends in one line break and shows no emoji', () => {
    expect(content.split('```').length % 2).toBe(1)
    expect(content).toMatch(/[^\n]\n$/)
    expect(content).not.toMatch(/\p{Emoji_Presentation}|\r|\t|[ ]\n/u)
  })
})

describe.each(skills)('skill $key', ({ key, content }) => {
  it('has a front matter of its name and a description below 160 characters', () => {
    const [, name, description] = content.match(/^---\nname: (.+)\ndescription: (.+)\n---\n# /) ?? []
    expect(name).toBe(key)
    expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(description?.length).toBeGreaterThan(40)
    expect(description?.length).toBeLessThan(160)
    // A plain YAML scalar: nothing that would make it a map, a comment or another type.
    expect(description).not.toMatch(/: | #|^[\s'"[\]{}>|*&!%#`@,?:-]|\{\{/)
  })

  it('ends in a check or in what follows, and is long enough to be a procedure', () => {
    expect(content.match(/^## /gm)?.length).toBeGreaterThanOrEqual(4)
    expect(content.length).toBeGreaterThan(1_300)
  })
})

describe.each(roles)('the words of $key', ({ key }) => {
  const { soul, agents } = roleContent[key]

  it('say who, how, what is good, and where it ends', () => {
    expect(soul.match(/^#+ .+$/gm)).toEqual([
      '# Who you are',
      '## How you think',
      '## What good work looks like',
      '## How you speak',
      '## Boundaries',
    ])
    expect(soul.match(/\{\{tone\}\}/g)).toHaveLength(1)
    expect(soul).toContain('{{employee_name}}')
    expect(soul).toContain('{{company_name}}')
  })

  it('ask for a yes and treat what is read as material', () => {
    const boundaries = soul.split('## Boundaries')[1] ?? ''
    expect(boundaries).toMatch(/\ba yes\b|approves/)
    expect(boundaries).toMatch(/material|evidence/)
    expect(agents).toContain('Done means')
  })
})
