import { describe, expect, it } from 'vitest'
import { renderHome } from '#lib/role/render-home.ts'
import { roles } from '#lib/role/roles.ts'
import { soulBlocks } from './soul-blocks.ts'

describe('what an employee is told', () => {
  it('is headings, paragraphs, points and quotes without their signs', () => {
    const markdown = '# Who you are\nYou are Ada.\nCalm.\n\n## Rules\n- One\n- Two **bold**\n\n> “Be kind”\n'
    expect(soulBlocks(markdown)).toEqual([
      { kind: 'heading', text: 'Who you are' },
      { kind: 'paragraph', text: 'You are Ada. Calm.' },
      { kind: 'heading', text: 'Rules' },
      { kind: 'point', text: 'One' },
      { kind: 'point', text: 'Two bold' },
      { kind: 'quote', text: '“Be kind”' },
    ])
  })

  it.each(roles.map((role) => role.key))('leaves no sign of markdown in the soul of a %s', (roleKey) => {
    const { files } = renderHome({
      roleKey,
      employeeName: 'Ada',
      toneKey: 'friendly',
      personality: 'Kind',
      skills: [],
      companyName: 'Bicycle Works',
      companyAbout: 'Bicycles',
    })
    const soul = files.find((file) => file.path === 'SOUL.md')?.content ?? ''
    const blocks = soulBlocks(soul)
    expect(blocks.length).toBeGreaterThan(5)
    for (const { text } of blocks) expect(text).not.toMatch(/^[#>*-]|\*\*|`/)
  })
})
