import type { Employee } from '#lib/wire/employee.ts'
import type { LiveEvent } from '#lib/wire/event.ts'

/** Folds a live event into the employees a page shows, in the order they were hired. Who has left for good goes. */
export function applyToEmployees(employees: readonly Employee[], event: LiveEvent): readonly Employee[] {
  if (event.event !== 'employee') return employees
  const others = employees.filter((one) => one.id !== event.data.id)
  if (event.data.leftAt) return others
  return [...others, event.data].sort(
    (one, other) => one.hiredAt.localeCompare(other.hiredAt) || one.id.localeCompare(other.id),
  )
}
