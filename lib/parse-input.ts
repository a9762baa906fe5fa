import type { z } from 'zod'
import { AppError } from './errors.ts'

/** Checks untrusted input. @throws AppError `invalid` with the wrong fields by path, in words. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw invalidInput(parsed.error)
}

function invalidInput(error: z.ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.') || 'input'] ??= issue.message
  const [first] = Object.entries(fields)
  const detail = first
    ? `${first[0]}: ${first[1]}. Nothing was changed.`
    : 'The input is not valid. Nothing was changed.'
  return new AppError('invalid', { detail, fields, cause: error })
}
