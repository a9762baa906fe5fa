// What is open right now, for whom and by which right. When the orchestrator's word changes, whatever has lost its right is closed;
// no desk can hold more than its share.
import type { Desk, DeskRegister } from './desk-register.ts'

export interface Passage {
  /** Ends when the right ends or somebody closes it: all that belongs to the passage ends with it. */
  readonly signal: AbortSignal
  close(): void
}

export interface Passages {
  /** undefined when the desk has its share already. `isRightful` is asked again after every change. */
  open(desk: Desk, isRightful: (desk: Desk) => boolean): Passage | undefined
  /** Closes what the register no longer allows. */
  review(register: DeskRegister): void
  count(deskId: string): number
}

interface Open {
  desk: Desk
  isRightful: (desk: Desk) => boolean
  end: AbortController
}

export function createPassages(mostPerDesk: number): Passages {
  const byDesk = new Map<string, Set<Open>>()

  function close(open: Open) {
    const ofDesk = byDesk.get(open.desk.deskId)
    ofDesk?.delete(open)
    if (ofDesk?.size === 0) byDesk.delete(open.desk.deskId)
    open.end.abort()
  }

  return {
    open(desk, isRightful) {
      const ofDesk = byDesk.get(desk.deskId) ?? new Set()
      if (ofDesk.size >= mostPerDesk) return undefined
      const open: Open = { desk, isRightful, end: new AbortController() }
      byDesk.set(desk.deskId, ofDesk.add(open))
      return { signal: open.end.signal, close: () => close(open) }
    },
    review(register) {
      for (const open of [...byDesk.values()].flatMap((ofDesk) => [...ofDesk])) {
        const now = register.byId(open.desk.deskId)
        if (!now || !sitsWhereItSat(now, open.desk) || !open.isRightful(now)) close(open)
      }
    },
    count: (deskId) => byDesk.get(deskId)?.size ?? 0,
  }
}

function sitsWhereItSat(now: Desk, then: Desk) {
  return now.legAddress === then.legAddress && now.deskAddress === then.deskAddress
}
