// Where a worker keeps things: reports that wait to be sent, and one folder per run that goes when the run is over.
import { join } from 'node:path'

export interface Places {
  /** The run's own; holds the others. */
  folder: string
  home: string
  work: string
}

export const outboxDir = (stateDir: string) => join(stateDir, 'outbox')
export const runsDir = (stateDir: string) => join(stateDir, 'runs')

export function placesOf(stateDir: string, runId: string): Places {
  const folder = join(runsDir(stateDir), runId)
  return { folder, home: join(folder, 'home'), work: join(folder, 'work') }
}
