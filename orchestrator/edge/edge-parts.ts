import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import type { StreamLimits } from './carry-stream.ts'
import type { ControlKeeper } from './keep-control.ts'
import type { EdgeMetrics } from './metrics.ts'
import type { Viewers } from './viewers.ts'

/** What the handlers of the edge share. */
export interface EdgeParts {
  hostName: string
  /** Pattern of the desks' hosts, with a star for the label. */
  hostsUrl: string
  ticketSecret: string
  /** The only origin whose pages may ask. */
  siteOrigin: string
  runtime: Pick<DeskRuntime, 'openDesktop'>
  viewers: Viewers
  control: ControlKeeper
  metrics: EdgeMetrics
  log: Log
  streamLimits?: Partial<StreamLimits>
}
