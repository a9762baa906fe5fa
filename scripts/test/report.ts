// What vitest's JSON report says of a run, and what of it people must see at the end of a long output.
import { relative } from 'node:path'
import { z } from 'zod'

const number = z.number().default(0)

const reported = z.object({
  numPassedTests: number,
  numFailedTests: number,
  numPendingTests: number,
  numTodoTests: number,
  testResults: z
    .array(
      z.object({
        name: z.string(),
        status: z.string(),
        message: z.string().default(''),
        assertionResults: z
          .array(
            z.object({
              fullName: z.string(),
              status: z.string(),
              failureMessages: z.array(z.string()).nullish(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})

/** The report of one run. */
export type Report = z.infer<typeof reported>

/** Throws when the text is no report. */
export function parseReport(text: string): Report {
  return reported.parse(JSON.parse(text))
}

/** A test that failed, or a file that did outside of any test. */
export interface Failure {
  /** From the root of the checkout. */
  file: string
  test: string
  /** The first lines of what was said. */
  message: string
}

const firstLines = (text: string) => text.split('\n').slice(0, 6).join('\n').slice(0, 1000)

export function failuresOf(root: string, report: Report): Failure[] {
  return report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name)
      const tests = assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({
          file,
          test: fullName,
          message: firstLines((failureMessages ?? []).join('\n')),
        }))
      return tests.length > 0 ? tests : [{ file, test: '(the file itself)', message: firstLines(message) }]
    })
}

/** One test's lines in the summary. */
export function describeFailure({ file, test, message }: Failure): string {
  return [`  ${file} › ${test}`, ...message.split('\n').map((line) => `      ${line}`)].join('\n')
}
