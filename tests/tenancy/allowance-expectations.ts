// Who may do what to the counters of allowances, and to what lets somebody go on.
import type { TableExpectation } from './rights.ts'

export const allowanceTables: Record<string, TableExpectation> = {
  spend: {
    app: { select: 'company' },
    orchestrator: { select: true, update: { columns: ['told_percent'], touch: 'told_percent = 80' } },
  },
  breaker_eases: {
    app: {
      select: 'managers',
      insert: { by: 'managers', columns: 'all' },
      update: { by: 'managers', columns: 'all', touch: 'eased_at = now()' },
    },
    orchestrator: { select: true },
  },
}

export const allowanceFunctions: Record<string, readonly string[]> = {
  calling_desk: ['deskhand_orchestrator'],
  reserve_call: ['deskhand_orchestrator'],
  touch_call: ['deskhand_orchestrator'],
  settle_call: ['deskhand_orchestrator'],
  sweep_calls: ['deskhand_orchestrator'],
  caps_of: ['deskhand_app', 'deskhand_orchestrator'],
  month_of: ['deskhand_app', 'deskhand_orchestrator'],
}
