import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contentFile, makeRoleContent } from './generate-role-content.ts'

it('has put the markdown as it is now into the module', () => {
  expect(
    readFileSync(contentFile, 'utf8') === makeRoleContent(),
    'run node scripts/generate-role-content.ts',
  ).toBe(true)
})

it('keeps backticks, backslashes and dollar braces of markdown out of its own syntax', async () => {
  const made = makeRoleContent()
  const { skillContent } = await import('#worker-templates/generated/content.ts')
  expect(made).toContain('\\`\\`\\`')
  expect([...skillContent.values()].join('')).toContain('```')
})
