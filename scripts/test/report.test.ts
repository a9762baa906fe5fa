import { expect, test } from 'vitest'
import { describeFailure, failuresOf, parseReport } from './report.ts'

const report = parseReport(
  JSON.stringify({
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [
      {
        name: '/somewhere/lib/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'a thing works', status: 'passed', failureMessages: [] },
          { fullName: 'a thing breaks', status: 'failed', failureMessages: ['Error: no\n at line 1'] },
        ],
      },
      { name: '/somewhere/lib/b.test.ts', status: 'failed', message: 'does not load', assertionResults: [] },
      { name: '/somewhere/lib/c.test.ts', status: 'passed', assertionResults: [] },
    ],
  }),
)

test('failed tests are named with their file and what was said', () => {
  expect(failuresOf('/somewhere', report)).toEqual([
    { file: 'lib/a.test.ts', test: 'a thing breaks', message: 'Error: no\n at line 1' },
    { file: 'lib/b.test.ts', test: '(the file itself)', message: 'does not load' },
  ])
})

test('a failure is told in a few lines', () => {
  const long = { file: 'a', test: 'b', message: 'one\ntwo' }
  expect(describeFailure(long)).toBe('  a › b\n      one\n      two')
})
