// What was found when a check was looked at.

export interface Finding {
  /** error: it could not be looked at. Never counts as passed. */
  outcome: 'passed' | 'failed' | 'error'
  /** For people, and for the next run: what was looked at and what was there. */
  text: string
  evidence?: unknown
  /** Of an error: looking again a little later may help. */
  mayPass?: boolean
  /** No allowance has room to look: it is looked at when there is, and no try counts. */
  isRefused?: boolean
}

export const passed = (text: string, evidence?: unknown): Finding => ({ outcome: 'passed', text, evidence })
export const failed = (text: string, evidence?: unknown): Finding => ({ outcome: 'failed', text, evidence })
/** Nothing will change by itself. */
export const unseen = (text: string): Finding => ({ outcome: 'error', text })
export const unaffordable = (text: string): Finding => ({ outcome: 'error', text, isRefused: true })
export const unseenYet = (text: string): Finding => ({ outcome: 'error', text, mayPass: true })
