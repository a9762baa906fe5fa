// What came of a run as the API takes it: a report that is refused for its form is lost, and the work with it.
import { plainText } from '#lib/wire/plain-text.ts'
import type { Conclusion } from '../executor/executor.ts'

const longestSummary = 20_000
const longestReason = 2000
/** The platform keeps 64 KB, and writes JSON with more spaces. */
const longestResultBytes = 40_000

export function reportable(conclusion: Conclusion): Conclusion {
  const summary = bounded(conclusion.summary, longestSummary)
  if (conclusion.kind === 'failed') {
    const reason = bounded(conclusion.reason, longestReason).trim() || 'It failed and said nothing.'
    return { ...conclusion, reason, summary }
  }
  if (conclusion.result === undefined) return { ...conclusion, summary }
  const text = JSON.stringify(conclusion.result, keepable)
  if (Buffer.byteLength(text) <= longestResultBytes)
    return { ...conclusion, summary, result: JSON.parse(text) }
  const reason = `The result is larger than ${longestResultBytes / 1000} KB. Leave it as a file in the work folder instead.`
  return { kind: 'failed', reason, canRetry: false, summary }
}

/** Cut between two characters, and without what no database keeps. */
function bounded(text: string, length: number): string {
  return plainText(text.slice(0, length))
}

function keepable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
}
