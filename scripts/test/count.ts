// How many tests went which way.

export interface Count {
  passed: number
  failed: number
  skipped: number
}

export const none: Count = { passed: 0, failed: 0, skipped: 0 }

export function add(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** What counts of vitest's JSON report. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

/** A run that found no test, or that failed outside of any test (a file that does not load), is one failure. */
export function countOf(report: VitestReport | undefined, exitCode: number): Count {
  if (!report) return { ...none, failed: 1 }
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = report
  const skipped = numPendingTests + numTodoTests
  const ranNothing = passed + numFailedTests + skipped === 0
  const failed = numFailedTests > 0 ? numFailedTests : Number(ranNothing || exitCode !== 0)
  return { passed, failed, skipped }
}

/** The count of a run whose failed files ran again: only a second run without any failure makes up for the first. */
export function withSecond(first: Count, second: Count, failedTests: number): Count {
  if (second.failed > 0) return { ...first, failed: second.failed }
  return { ...first, passed: first.passed + failedTests, failed: 0 }
}
