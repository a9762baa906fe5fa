// What the orchestrator counts, in Prometheus' words.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Look } from '#orchestrator/fleet/reconcile.ts'
import { type PoolMeters, poolMeters } from './pool-metrics.ts'

export interface Metrics {
  registry: Registry
  noteLook: (look: Look) => void
  notePoolSize: PoolMeters['noteSize']
  noteStep: PoolMeters['noteStep']
  noteRequest: (labels: { method: string; route: string; status: string }, durationMs: number) => void
}

const observedStates = ['made', 'starting', 'ready', 'exited'] as const
const restful = new Set(['rest', 'wait'])

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const looks = new Histogram({
    name: 'deskhand_reconcile_seconds',
    help: 'How long one look at all desks took',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const desks = new Gauge({
    name: 'deskhand_desks',
    help: 'Desks that are here, by state',
    labelNames: ['state'],
    registers,
  })
  const wanted = new Gauge({
    name: 'deskhand_desks_wanted',
    help: 'Desks that are wanted, by state',
    labelNames: ['state'],
    registers,
  })
  const failed = new Gauge({ name: 'deskhand_desks_failed', help: 'Desks that need attention', registers })
  const heldBack = new Gauge({
    name: 'deskhand_removals_held_back',
    help: 'Removals refused, because there were too many at once',
    registers,
  })
  const steps = new Counter({
    name: 'deskhand_steps_total',
    help: 'Steps planned at desks',
    labelNames: ['step'],
    registers,
  })
  const requests = new Histogram({
    name: 'deskhand_http_request_seconds',
    help: 'Requests to the orchestrator',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })

  const pool = poolMeters(registry)
  return {
    registry,
    noteLook(look) {
      looks.observe(look.durationMs / 1000)
      for (const state of observedStates)
        desks.set({ state }, look.observed.filter((desk) => desk.state === state).length)
      for (const [state, count] of countBy(look.wanted.map(({ desired }) => desired.state)))
        wanted.set({ state }, count)
      failed.set(look.wanted.filter(({ history }) => history.state === 'failed').length)
      heldBack.set(look.steps.filter(({ do: kind }) => kind === 'hold_back').length)
      pool.noteLook(look)
      for (const { do: kind } of look.steps) if (!restful.has(kind)) steps.inc({ step: kind })
    },
    notePoolSize: pool.noteSize,
    noteStep: pool.noteStep,
    noteRequest: (labels, durationMs) => requests.observe(labels, durationMs / 1000),
  }
}

function countBy(states: string[]): Map<string, number> {
  const counts = new Map([...['running', 'asleep', 'stopped', 'absent']].map((state) => [state, 0]))
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return counts
}
