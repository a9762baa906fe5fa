import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { fileShapes } from './file-shapes.ts'

const findingsIn = async (files: Record<string, string>) => (await fileShapes.run(plantTree(files))).findings

test('a file that only hands on others is a barrel', async () => {
  expect(
    await findingsIn({ 'lib/employee.ts': "export { hire } from './hire.ts'\nexport * from './fire.ts'" }),
  ).toEqual(['lib/employee.ts: a barrel; import from the files themselves'])
})

test('a file with something of its own is none', async () => {
  expect(
    await findingsIn({ 'lib/employee.ts': "export { hire } from './hire.ts'\nexport const x = 1" }),
  ).toEqual([])
})

test.each(['lib/utils.ts', 'lib/common/a.ts', 'lib/mail-service.ts', 'app/_helpers/a.tsx'])(
  '%s says nothing',
  async (file) => {
    expect(await findingsIn({ [file]: 'export const x = 1' })).toEqual([
      expect.stringContaining('says nothing'),
    ])
  },
)

test.each([
  'app/(site)/page.tsx',
  'app/api/[id]/route.ts',
  'lib/hire.db.test.ts',
  'app/_ui/button.tsx',
  'worker-templates/social-media-manager/template.ts',
])('%s is a good name', async (file) => {
  expect(await findingsIn({ [file]: 'export const x = 1' })).toEqual([])
})

test('names are kebab-case', async () => {
  expect(await findingsIn({ 'lib/hireEmployee.ts': 'export const x = 1' })).toHaveLength(1)
})

test('a setup of tests may be that of another kind', async () => {
  expect(
    await findingsIn({ 'tests/support/process-setup.ts': "export { default } from './db-setup.ts'" }),
  ).toEqual([])
})
