import type { Employee } from '#lib/wire/employee.ts'
import { stateInWords } from '../../../_office/words.ts'

/** The employees whose name, role or state has every word of the search, however it is written. */
export function matching(
  employees: readonly Employee[],
  search: string,
  roleNames: Readonly<Record<string, string>>,
): readonly Employee[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return employees
  return employees.filter((employee) => {
    const text = plain(
      `${employee.name} ${roleNames[employee.roleKey] ?? ''} ${stateInWords(employee, false)}`,
    )
    return words.every((word) => text.includes(word))
  })
}

/** Without case and accents: "zoe" finds Zoë. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
