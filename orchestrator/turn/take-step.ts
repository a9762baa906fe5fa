// Does at the gateway what was decided about a turn.
import type { Failure } from '#lib/wire/shapes.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { cannotForget } from './failures.ts'
import type { Sight, Step } from './next-step.ts'
import { readSight, type SightOfRuns, type TurnPlace } from './read-sight.ts'

/** What is known after a step. Without a sight, somebody has to look. */
export interface StepResult {
  sight?: SightOfRuns | Sight
  refusal?: Failure
}

export interface StepMeans {
  place: TurnPlace
  send: (connection: GatewayConnection) => Promise<StepResult>
  wasSent: boolean
}

export async function takeStep(
  step: Exclude<Step, { do: 'finish' | 'wait' }>,
  connection: GatewayConnection,
  { place, send, wasSent }: StepMeans,
): Promise<StepResult> {
  switch (step.do) {
    case 'look':
      return { sight: await readSight(connection, place, { wasSent }) }
    case 'abort':
      await connection.abort(place.sessionKey)
      return {}
    case 'rewind':
      return (await connection.rewindTo(place.sessionKey, step.key)) ? {} : { refusal: cannotForget }
    case 'send':
      return send(connection)
  }
}

/** What is known of a turn right after it was sent. */
export function justSent(key: string): Sight {
  const outcome = { kind: 'running' as const, runIds: [key], text: '', tools: [] }
  return { outcome, isActive: true, isUnsettled: false, strayKey: undefined }
}
