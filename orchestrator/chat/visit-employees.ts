// One visit at a time per employee; what is heard meanwhile leads to one more.

export interface Visits {
  ask: (employeeId: string) => void
}

export function visitEmployees(
  visit: (employeeId: string) => Promise<void>,
  {
    mayVisit,
    onFailure,
  }: { mayVisit: () => boolean; onFailure: (error: unknown, employeeId: string) => void },
): Visits {
  const going = new Map<string, { isWantedAgain: boolean }>()

  async function go(employeeId: string): Promise<void> {
    const mine = { isWantedAgain: true }
    going.set(employeeId, mine)
    try {
      while (mine.isWantedAgain && mayVisit()) {
        mine.isWantedAgain = false
        await visit(employeeId)
      }
    } catch (error) {
      onFailure(error, employeeId)
    } finally {
      going.delete(employeeId)
    }
  }

  return {
    ask(employeeId) {
      const under = going.get(employeeId)
      if (under) under.isWantedAgain = true
      else void go(employeeId)
    },
  }
}
