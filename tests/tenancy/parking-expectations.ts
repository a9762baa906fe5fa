// Who may do what to refused model calls, and to runs that wait because of one.
import type { TableExpectation } from './rights.ts'

export const parkingTables: Record<string, TableExpectation> = {
  model_refusals: {
    app: { select: 'company' },
    orchestrator: { select: true, insert: 'all', delete: true },
  },
}

export const parkingFunctions: Record<string, readonly string[]> = {
  park_run: ['deskhand_orchestrator'],
  resume_plans: ['deskhand_orchestrator'],
  resume_parked: ['deskhand_orchestrator'],
  end_forgotten_runs: ['deskhand_orchestrator'],
  refusing_cap: ['deskhand_app', 'deskhand_orchestrator'],
}
