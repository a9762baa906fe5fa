import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Employee, type UpdateEmployeeInput, updateEmployeeInput } from '#lib/wire/employee.ts'
import { checkCharacter, checkModel, checkRole, checkSkills } from './check-profile.ts'
import { employeeById } from './read-employee.ts'

/** Changes who an employee is; their allowance is for owners and admins. Nothing of it needs a restart: files reach the desk at once, a new model is used from the next message. */
export function updateEmployee(
  caller: CompanyCaller,
  input: { id: string } & UpdateEmployeeInput,
): Promise<Employee> {
  authorize(caller, 'employees.change')
  const { id, ...rest } = input
  const changes = parseInput(updateEmployeeInput, rest)
  if (changes.allowanceMicros !== undefined) authorize(caller, 'allowances.change')
  return transact(caller, async (tx) => {
    const present = await employeeById(tx, caller, id)
    const character = checkCharacter({
      name: changes.name ?? present.name,
      toneKey: changes.toneKey ?? present.toneKey,
      toneWords: changes.toneWords ?? present.toneWords,
    })
    const { name, ...tone } = character
    const { personality, skills, model, allowanceMicros, portraitSeed, sleepAfterMinutes } = changes
    // Only what was asked for: somebody else may change another field at the same time.
    const columns = {
      ...(changes.name !== undefined && { name }),
      ...((changes.toneKey !== undefined || changes.toneWords !== undefined) && tone),
      ...(personality !== undefined && { personality: personality.trim() }),
      ...(skills && { skills: checkSkills(checkRole(present.roleKey), skills) }),
      ...(model !== undefined && { model: checkModel(model) }),
      ...(allowanceMicros !== undefined && { allowanceMicros }),
      ...(portraitSeed !== undefined && { portraitSeed }),
      ...(sleepAfterMinutes !== undefined && { sleepAfterMinutes }),
    }
    if (Object.keys(columns).length === 0) return present
    await tx
      .updateTable('employees')
      .set(columns)
      .where('companyId', '=', caller.companyId)
      .where('id', '=', id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'employee.changed',
      subjectId: id,
      details: { fields: Object.keys(changes) },
    })
    return employeeById(tx, caller, id)
  })
}
