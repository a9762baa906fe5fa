// What is counted of warm desks, sleep and the queue of starts.
import { Counter, Gauge, type Registry } from 'prom-client'
import { isWarm } from '#orchestrator/fleet/fleet.ts'
import type { Look } from '#orchestrator/fleet/reconcile.ts'
import type { StepAtDesk } from '#orchestrator/fleet/steps-under-way.ts'

export interface PoolMeters {
  noteLook: (look: Look) => void
  noteStep: (at: StepAtDesk) => void
  noteSize: (size: number) => void
}

export function poolMeters(registry: Registry): PoolMeters {
  const registers = [registry]
  const size = new Gauge({ name: 'deskhand_pool_size', help: 'Warm desks there shall be', registers })
  const warm = new Gauge({
    name: 'deskhand_pool_desks',
    help: 'Warm desks that are here',
    labelNames: ['state'],
    registers,
  })
  const queue = new Gauge({
    name: 'deskhand_start_queue',
    help: 'Desks that wait for their turn to start',
    registers,
  })
  const hires = new Counter({
    name: 'deskhand_hires_total',
    help: 'New employees at this host: given a warm desk, or a new one',
    labelNames: ['desk'],
    registers,
  })
  const sleeps = new Counter({ name: 'deskhand_sleeps_total', help: 'Desks put to sleep', registers })
  const wakes = new Counter({ name: 'deskhand_wakes_total', help: 'Desks woken', registers })

  function noteLook({ wanted, steps }: Look): void {
    const pool = wanted.filter(({ desired }) => isWarm(desired) && desired.state === 'running')
    const ready = pool.filter(({ history }) => history.state === 'ready').length
    warm.set({ state: 'ready' }, ready)
    warm.set({ state: 'coming' }, pool.length - ready)
    queue.set(steps.filter((step) => step.do === 'wait' && step.phase === 'waiting_for_turn').length)
  }

  function noteStep({ step, wanted }: StepAtDesk): void {
    if (!wanted || isWarm(wanted.desired) || step.do === 'rest') return
    if (step.do === 'stop' && step.why === 'asleep') sleeps.inc()
    if (step.do === 'move_in') hires.inc({ desk: 'warm' })
    // The first thing that is done about it: from then on its row says something else.
    const { phase } = wanted.history
    if (wanted.desired.state === 'running' && phase === 'asleep') wakes.inc()
    if (phase === 'waiting_for_host') hires.inc({ desk: 'new' })
  }

  return { noteLook, noteStep, noteSize: (count) => size.set(count) }
}
