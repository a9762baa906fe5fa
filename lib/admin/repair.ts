// Single things that are tried again: a desk, a mail.
import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, actInput } from './act.ts'

const provisionInput = z.strictObject({ ...actInput, employeeId: z.uuid() })
const resendInput = z.strictObject({ ...actInput, mailId: z.uuid() })

/** Makes an employee's desk anew and keeps its home. */
export async function provision(operator: Operator, input: z.input<typeof provisionInput>): Promise<void> {
  const { actId, reason, employeeId } = parseInput(provisionInput, input)
  await act(operator, {
    call: sql`deskhand.operator_provision(${actId}, ${employeeId}, ${reason})`,
    what: 'employee',
  })
}

/** Sends a mail again, at once: one that failed, or one that did not arrive. */
export async function resendMail(operator: Operator, input: z.input<typeof resendInput>): Promise<void> {
  const { actId, reason, mailId } = parseInput(resendInput, input)
  await act(operator, {
    call: sql`deskhand.operator_resend_mail(${actId}, ${mailId}, ${reason})`,
    what: 'mail',
  })
}
