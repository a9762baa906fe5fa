import type { Employee } from '#lib/wire/employee.ts'
import { hasWords } from '../../../_office/has-words.ts'
import { stateInWords } from '../../../_office/words.ts'

/** The employees whose name, role or state has every word of the search. */
export function matching(
  employees: readonly Employee[],
  search: string,
  roleNames: Readonly<Record<string, string>>,
): readonly Employee[] {
  if (search.trim() === '') return employees
  return employees.filter((employee) =>
    hasWords(
      `${employee.name} ${roleNames[employee.roleKey] ?? ''} ${stateInWords(employee, false)}`,
      search,
    ),
  )
}
