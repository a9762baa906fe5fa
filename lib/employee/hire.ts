import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { lockSeats, requireSeat } from '#lib/billing/read-entitlement.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Employee, type HireInput, hireInput } from '#lib/wire/employee.ts'
import { checkCharacter, checkModel, checkRole, checkSkills } from './check-profile.ts'
import { employeeById } from './read-employee.ts'

/** Hires: the employee, their conversation and a desk that shall run: a warm one where one waits. @throws AppError `payment_required`, `limit_reached`. */
export function hire(caller: CompanyCaller, input: HireInput): Promise<Employee> {
  authorize(caller, 'employees.hire')
  return transact(caller, (tx) => hireIn(tx, caller, input))
}

/** The same inside a transaction that does more. Records the hire, so it comes last. */
export async function hireIn(tx: Tx, caller: CompanyCaller, input: HireInput): Promise<Employee> {
  const profile = parseInput(hireInput, input)
  if (profile.allowanceMicros != null) authorize(caller, 'allowances.change')
  const role = checkRole(profile.roleKey)
  const skills = checkSkills(role, profile.skills ?? role.defaultSkills)
  const character = checkCharacter(profile)
  const model = checkModel(profile.model ?? role.defaultModel)

  await lockSeats(tx, caller.companyId)
  requireSeat(await requireRunning(tx, caller, 'hire'))

  const id = randomUUID()
  const { companyId } = caller
  await tx
    .insertInto('employees')
    .values({
      id,
      companyId,
      roleKey: role.key,
      ...character,
      skills,
      model,
      allowanceMicros: profile.allowanceMicros ?? null,
      portraitSeed: id,
      hiredBy: caller.kind === 'member' ? caller.userId : null,
    })
    .execute()
  await tx
    .insertInto('conversations')
    .values({ id: randomUUID(), companyId, employeeId: id, sessionKey: 'agent:main:chat' })
    .execute()
  if (!(await takeWarmDesk(tx, id)))
    await tx
      .insertInto('desks')
      .values({ id: randomUUID(), companyId, employeeId: id, desiredState: 'running' })
      .execute()
  await record(tx, {
    companyId,
    action: 'employee.hired',
    subjectId: id,
    details: { name: character.name, role: role.key },
  })
  return employeeById(tx, caller, id)
}

/** One that was made before anybody was hired. False when none waits: the employee's is made now. */
async function takeWarmDesk(tx: Tx, employeeId: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: string | null }>`
    select deskhand.claim_warm_desk(${employeeId}::uuid) as claimed`.execute(tx)
  return rows[0]?.claimed != null
}
