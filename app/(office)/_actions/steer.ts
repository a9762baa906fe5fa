'use server'
// What a desk's menu does. Every answer is the employee as they are now, so that the page need not wait for the event.
import { z } from 'zod'
import { fire, takeBack } from '#lib/employee/fire.ts'
import { pauseEmployee, provisionEmployee, restartEmployee, startEmployee } from '#lib/employee/steer-desk.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

const verbs = {
  start: startEmployee,
  pause: pauseEmployee,
  restart: restartEmployee,
  provision: provisionEmployee,
  fire,
  takeBack,
} as const

const steering = z.strictObject({
  id: z.uuid(),
  verb: z.enum(['start', 'pause', 'restart', 'provision', 'fire', 'takeBack']),
})
export type SteerVerb = z.output<typeof steering>['verb']

export async function steer(id: string, verb: SteerVerb): Promise<Outcome<Employee>> {
  return act(async () => {
    const input = parseInput(steering, { id, verb })
    const member = await requireMember(`/employees/${encodeURIComponent(id)}`)
    return verbs[input.verb](member, { id: input.id })
  })
}
