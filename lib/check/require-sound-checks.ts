// What can be said about checks before anybody works on the task: a pattern or a schema that nothing could ever be held against is
// refused at once and not found out after hours of work.
import { RE2JS } from 're2js'
import { AppError } from '#lib/errors.ts'
import { fittingChecks } from '#lib/plan/fit-into.ts'
import type { Check } from '#lib/wire/check.ts'

/** A schema is looked at as a whole by the platform; this much is more than anybody writes. */
const mostSchemaBytes = 20_000

/** @throws AppError `invalid` that names the check and what is wrong with it, `too_large` for all of them together. */
export function requireSoundChecks(checks: readonly Check[]): void {
  for (const check of checks) {
    const wrong = complaintAbout(check)
    if (wrong === undefined) continue
    throw new AppError('invalid', {
      detail: `Check “${check.title || check.id}”: ${wrong}. Nothing was changed.`,
      fields: { checks: wrong },
    })
  }
  if (fittingChecks(checks).length < checks.length) {
    throw new AppError('too_large', {
      detail: 'The checks are longer than 40 KB in all. Nothing was changed. Shorten them.',
      fields: { checks: 'Too long' },
    })
  }
}

/** Undefined for a check that can be held against something. */
export function complaintAbout(check: Check): string | undefined {
  switch (check.kind) {
    case 'file_matches':
      return complaintAboutPattern(check.pattern)
    case 'json_schema':
      return JSON.stringify(check.schema).length > mostSchemaBytes ? 'the schema is too large' : undefined
    default:
      return undefined
  }
}

function complaintAboutPattern(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `the pattern is not RE2 (${reason.slice(0, 200)})`
  }
}
