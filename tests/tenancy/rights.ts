// How a line of the expectations is written.

/** Which callers of deskhand_app reach a row, besides holding the grant. */
export type Reach =
  | 'company'
  | 'managers'
  | 'self'
  | 'self or managers'
  | 'self or managing people'
  | 'oneself'
  | 'company or self'
  | 'company or belonging'
  | 'everyone'

export type Columns = readonly string[] | 'all'

interface AppRights {
  select?: Reach
  insert?: { by: Reach; columns: Columns }
  /** `touch` is a change that breaks no other rule. */
  update?: { by: Reach; columns: Columns; touch: string }
  delete?: Reach
}

interface OrchestratorRights {
  select?: true
  insert?: Columns
  update?: { columns: Columns; touch: string }
  delete?: true
}

interface SpecialCase {
  says: string
  as: string
  does: string
  outcome: 'allowed' | 'refused' | 'denied'
}

export interface TableExpectation {
  app?: AppRights
  orchestrator?: OrchestratorRights
  appendOnly?: true
  special?: SpecialCase[]
}

export const words = (text: string) => text.split(' ')
