import { expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import type { Check } from '#lib/wire/check.ts'
import { requireSoundChecks } from './require-sound-checks.ts'

const pattern = (text: string): Check => ({
  id: 'page',
  title: 'The page',
  kind: 'file_matches',
  path: 'index.html',
  pattern: text,
})
const complaint = (check: Check) => {
  try {
    requireSoundChecks([{ id: 'first', title: '', kind: 'text_contains', text: 'x' }, check])
    return undefined
  } catch (error) {
    return error instanceof AppError ? error.facts.detail : error
  }
}

it.each(['<h1>', '(?i)hello', '(a+)+$', '^\\d{4}-\\d{2}$'])('takes the pattern %s', (text) => {
  expect(complaint(pattern(text))).toBeUndefined()
})

it.each(['(?=x)', '(', '\\1', '(((a{100}){100}){100})'])('names the check whose pattern is %s', (text) => {
  expect(complaint(pattern(text))).toMatch(/^Check “The page”: the pattern is not RE2/)
})

it('refuses a schema that is larger than anybody writes', () => {
  const schema = { enum: Array.from({ length: 4000 }, (_, at) => `word ${at}`) }
  expect(complaint({ id: 'shape', title: '', kind: 'json_schema', schema })).toMatch(
    /^Check “shape”: the schema is too large/,
  )
})

it('refuses checks that are longer together than what is kept', () => {
  const rubrics = Array.from(
    { length: 11 },
    (_, at): Check => ({ id: `r${at}`, title: '', kind: 'rubric', rubric: 'a'.repeat(4000), passMark: 70 }),
  )
  expect(() => requireSoundChecks(rubrics.slice(0, 9))).not.toThrow()
  expect(() => requireSoundChecks(rubrics)).toThrow(/longer than 40 KB in all/)
})
