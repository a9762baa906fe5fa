// Who stands beside a task: whom it is given to, else who works on it. Pure.
import type { Employee } from '#lib/wire/employee.ts'
import type { TaskCard } from '#lib/wire/task.ts'

export interface Face {
  name: string
  /** Of the portrait; a worker outside has none. */
  seed: string | null
}

type Known = Pick<Employee, 'name' | 'portraitSeed'>

export function faceOf(
  { assigneeId, worker }: Pick<TaskCard, 'assigneeId' | 'worker'>,
  employees: ReadonlyMap<string, Known>,
): Face | undefined {
  const employee = employees.get(assigneeId ?? worker?.employeeId ?? '')
  if (employee) return { name: employee.name, seed: employee.portraitSeed }
  if (worker) return { name: worker.name, seed: null }
  return assigneeId ? { name: 'Somebody who has left', seed: null } : undefined
}
