import { expect, test } from 'vitest'
import { plantTree } from '#tests/support/planted-tree.ts'
import { envExample } from './env-example.ts'

const reader = `
const variables = z.object({ DATABASE_URL: z.url(), LOG_LEVEL: z.string() })
export const site = process.env.SITE_URL
`
const complete =
  '# The database.\nDATABASE_URL=\n\n# How much is logged.\n# LOG_LEVEL=info\n\n# Where people reach it.\nSITE_URL=\n'

async function findingsIn(example: string) {
  return (await envExample.run(plantTree({ 'orchestrator/env.ts': reader, '.env.example': example })))
    .findings
}

test('variables on both sides pass, commented-out ones too', async () => {
  expect(await findingsIn(complete)).toEqual([])
})

test('a variable that is read but not documented is found', async () => {
  expect(await findingsIn(complete.replace('SITE_URL=', 'x'))).toEqual([
    'orchestrator/env.ts reads SITE_URL; .env.example does not name it',
  ])
})

test('a variable that is documented but not read is found', async () => {
  expect(await findingsIn(`${complete}# Old.\nGONE=1\n`)).toEqual([
    '.env.example names GONE; no env.ts reads it',
  ])
})

test('a variable without a comment is found', async () => {
  expect(await findingsIn(complete.replace('# The database.\n', '\n'))).toEqual([
    '.env.example: DATABASE_URL has no comment above it',
  ])
})
