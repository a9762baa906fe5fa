// Server actions: a verb's answer or its refusal becomes the state of a form. Nothing is lost: what was entered stays on the page.
import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { AppError, type ErrorCode } from '#lib/errors.ts'
import { logFault } from './log.ts'

export interface Refusal {
  ok: false
  code: ErrorCode
  detail: string
  fields?: Record<string, string>
}
export type Outcome<T = undefined> = { ok: true; value: T } | Refusal

/** Runs a server action's work and turns refusals into words; redirects pass through. */
export async function act<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    unstable_rethrow(error)
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof AppError) {
    const { detail, fields } = error.facts
    return { ok: false, code: error.code, detail, ...(fields && { fields }) }
  }
  const faultId = logFault(error)
  return {
    ok: false,
    code: 'internal',
    detail: `This did not work, and it is our fault (${faultId}). What you entered is still here; try again in a moment.`,
  }
}
