import { expect, test } from 'vitest'
import { add, countOf, withSecond } from './count.ts'

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

test('passed, failed and skipped come from the report', () => {
  expect(countOf({ ...report, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  expect(countOf(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
})

test('a failure outside of any test is one failure', () => {
  expect(countOf(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 2 })
})

test('a run without tests or without a report is one failure', () => {
  const empty = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  expect(countOf(empty, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countOf(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('counts add up', () => {
  expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  })
})

test('a second run makes up for the first only when nothing fails in it', () => {
  const first = { passed: 10, failed: 2, skipped: 0 }
  expect(withSecond(first, { passed: 5, failed: 0, skipped: 0 }, 2)).toEqual({
    passed: 12,
    failed: 0,
    skipped: 0,
  })
  expect(withSecond(first, { passed: 4, failed: 1, skipped: 0 }, 2)).toEqual({
    passed: 10,
    failed: 1,
    skipped: 0,
  })
})
