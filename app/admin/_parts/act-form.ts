// What a dialog of an act hands over.
export interface ActForm {
  actId: string
  reason: string
  /** The company, employee or mail it is done to. */
  subjectId: string
  /** Days or dollars, as typed; empty where none is asked for. */
  amount: string
}
