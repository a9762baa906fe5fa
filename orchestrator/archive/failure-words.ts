import { AppError } from '#lib/errors.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import { ArchiveRefused } from './refusal.ts'

/** For the row: what went wrong, that nothing is lost, and what to do. */
export function failureInWords(error: unknown, attempt: 'packed' | 'put back'): Failure {
  const why =
    error instanceof AppError ? error.facts.detail : error instanceof Error ? error.message : String(error)
  return {
    code: error instanceof ArchiveRefused ? error.why : 'archive_failed',
    text: `The home could not be ${attempt}: ${why} The home itself is as it was.`,
    action:
      error instanceof ArchiveRefused
        ? 'Choose another backup.'
        : 'Try again; if it repeats, look at the space on the disk and at the log of the orchestrator.',
  }
}
