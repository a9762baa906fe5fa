// What the doors of the gatehouse share.
import type { DeskRegister } from './desk-register.ts'
import type { Endpoint, Network } from './network.ts'
import type { Passages } from './passages.ts'
import type { Refusals } from './refusals.ts'

export interface GatehouseOptions {
  /** What the orchestrator shows. */
  key: string
  /** Where model calls go. */
  modelProxy: Endpoint
  /** The operator's own names with fixed places. */
  hosts: ReadonlyMap<string, Endpoint>
  network: Network
  /** Whether the orchestrator's door may be opened at this address of ours: never at one that faces a desk. */
  isOutside: (localAddress: string) => boolean
  ports: { control: number; proxy: number; model: number; door: number }
  limits: Limits
}

export interface Limits {
  headerBytes: number
  /** How long a desk may take to say what it wants. */
  headersMs: number
  idleMs: number
  halfOpenMs: number
  /** Connections a desk may hold at once, and again as many ways that are open for it. */
  connectionsPerDesk: number
  snapshotBytes: number
}

export interface House extends GatehouseOptions {
  register: DeskRegister
  /** Apart, so that a desk that has used up its ways to sites still reaches its model, and the orchestrator still reaches the desk. */
  passages: Record<'sites' | 'model' | 'doors', Passages>
  refusals: Refusals
}

export const ordinaryLimits: Limits = {
  headerBytes: 16_384,
  headersMs: 10_000,
  idleMs: 600_000,
  halfOpenMs: 60_000,
  connectionsPerDesk: 128,
  snapshotBytes: 8_388_608,
}
