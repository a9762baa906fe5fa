'use server'
import { startEmployee } from '#lib/employee/steer-desk.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

/** Starts the desk once more after it gave up or was paused. */
export async function tryAgain(employeeId: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(`/onboarding/launch/${encodeURIComponent(employeeId)}`)
    await startEmployee(member, { id: employeeId })
    return undefined
  })
}
