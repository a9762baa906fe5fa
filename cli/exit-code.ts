// 0 done, 1 failed, 2 wrong use, 3 not allowed, 4 not found, 5 conflict.
import { CommanderError } from 'commander'
import { ApiProblem } from '#lib/wire/client.ts'

/** A mistake of whoever typed. */
export class UsageError extends Error {}
/** Nothing that was asked for is there. */
export class NothingFound extends Error {}
/** It was done, and came to no good: a task that was waited for has failed. */
export class CameToNothing extends Error {}

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof UsageError) return 2
  if (error instanceof NothingFound) return 4
  if (!(error instanceof ApiProblem)) return 1
  if (error.status === 401 || error.status === 403) return 3
  if (error.status === 404) return 4
  if (error.status === 409) return 5
  return error.status === 400 || error.status === 413 || error.status === 422 ? 2 : 1
}
