// Follows an employee on the stream from a hire or a message to the first words of the answer.
import type { Employee } from '#lib/wire/employee.ts'
import type { RestClient } from '#tests/support/rest-client.ts'
import { until } from './until.ts'

/** Phase -> milliseconds, in the order in which they came. */
export type Phases = Map<string, number>

interface Sight {
  employee: Employee
  atMs: number
}

export interface Watching {
  firstWordsOf: (
    employeeId: string,
  ) => Promise<{ employee: Employee; readyAtMs: number; firstWordsAtMs: number; seen: Employee[] }>
  close: () => Promise<void>
}

/** Whether the row tells them apart depends on when the orchestrator happens to look. */
const oneThing = new Map([
  ['starting_gateway', 'gateway starts'],
  ['waiting_for_ready', 'gateway starts'],
])

export async function watch(client: RestClient): Promise<Watching> {
  const sights: Sight[] = []
  const words = new Map<string, number>()
  const following = client.follow((live, atMs) => {
    if (live.event === 'employee') sights.push({ employee: live.data, atMs })
    if (live.event === 'message.delta' && !words.has(live.data.employeeId))
      words.set(live.data.employeeId, atMs)
  })
  await following.connected
  return {
    async firstWordsOf(employeeId) {
      const firstWordsAtMs = await until('an employee speaks', () => words.get(employeeId))
      const own = sights.filter(({ employee }) => employee.id === employeeId)
      const ready = await until('the employee is ready', () =>
        own.find(({ employee }) => employee.lifecycle === 'ready'),
      )
      return {
        employee: ready.employee,
        readyAtMs: ready.atMs,
        firstWordsAtMs,
        seen: own.map(({ employee }) => employee),
      }
    },
    close: () => following.close(),
  }
}

/** A phase lasts until the next one begins, by the clock of the orchestrator. */
export function lengthsOf(seen: Employee[]): Phases {
  const begun = new Map<string, number>()
  for (const { desk, lifecycle } of seen) {
    const phase = lifecycle === 'ready' ? 'ready' : (oneThing.get(desk.phase) ?? desk.phase)
    if (!begun.has(phase)) begun.set(phase, Date.parse(desk.phaseStartedAt))
  }
  const inOrder = [...begun]
  return new Map(
    inOrder.slice(0, -1).map(([phase, at], place) => [phase, (inOrder[place + 1]?.[1] ?? at) - at]),
  )
}
