import { authorize } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { hireIn } from '#lib/employee/hire.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { draftOf } from './read-hire-draft.ts'

/** Turns the draft into an employee. Pressed twice, or from two tabs, it hires once and answers with the same employee. */
export function launchHireDraft(caller: Member): Promise<Employee> {
  authorize(caller, 'employees.hire')
  return transact(caller, async (tx) => {
    await tx
      .selectFrom('hireDrafts')
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', caller.userId)
      .select('userId')
      .forUpdate()
      .execute()
    const draft = await draftOf(tx, caller)
    if (draft.employeeId) return employeeById(tx, caller, draft.employeeId)
    if (!draft.roleKey || !draft.name) {
      throw new AppError('invalid', { detail: 'Choose a role and a name first. What you entered is kept.' })
    }
    const employee = await hireIn(tx, caller, {
      roleKey: draft.roleKey,
      name: draft.name,
      toneKey: draft.toneKey ?? 'friendly',
      toneWords: draft.toneWords ?? '',
      ...(draft.skills && { skills: draft.skills }),
    })
    await tx
      .updateTable('hireDrafts')
      .set({ employeeId: employee.id, step: 'launch' })
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', caller.userId)
      .execute()
    return employee
  })
}
