// Holds what is known of the desk and tells whoever listens when something of it changes.
import { type DeskFacts, type DeskStatus, type PartName, phaseOf, statusOf } from './desk-status.ts'

export interface DeskBoard {
  facts: () => DeskFacts
  status: () => DeskStatus
  /** Something changed that people want to know at once. */
  change: (patch: Partial<DeskFacts>) => void
  changePart: (name: PartName, patch: Partial<DeskFacts['parts'][PartName]>) => void
  /** Figures that move all the time: told with whatever is told next. */
  note: (patch: Pick<Partial<DeskFacts>, 'home' | 'memory' | 'activeAt'>) => void
  onChange: (listener: () => void) => () => void
}

export function openDeskBoard(homeLimitBytes: number, now = () => new Date().toISOString()): DeskBoard {
  let facts = firstFacts(homeLimitBytes, now())
  let since = now()
  const listeners = new Set<() => void>()

  const change: DeskBoard['change'] = (patch) => {
    const before = phaseOf(facts)
    facts = { ...facts, ...patch }
    if (phaseOf(facts) !== before) since = now()
    for (const listener of listeners) listener()
  }
  return {
    facts: () => facts,
    status: () => statusOf(facts, since),
    change,
    changePart: (name, patch) => {
      const part = facts.parts[name]
      const moved = patch.state !== undefined && patch.state !== part.state
      change({
        parts: { ...facts.parts, [name]: { ...part, ...patch, since: moved ? now() : part.since } },
      })
    },
    note: (patch) => {
      facts = { ...facts, ...patch }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function firstFacts(homeLimitBytes: number, at: string): DeskFacts {
  const part = () => ({ state: 'waiting' as const, since: at, restarts: 0, lastExit: null })
  return {
    parts: { display: part(), windows: part(), browser: part(), gateway: part() },
    handover: null,
    isWritingFiles: false,
    gatewayAnswers: false,
    inputPaused: false,
    isEnding: false,
    home: { bytes: 0, limitBytes: homeLimitBytes },
    memory: { bytes: 0, limitBytes: 0, oomKills: 0 },
    activeAt: at,
    complaint: null,
  }
}
