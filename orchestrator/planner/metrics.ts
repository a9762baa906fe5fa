// What the planner counts, in Prometheus' words.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export function meterPlans(registry: Registry) {
  const registers = [registry]
  const plans = new Counter({
    name: 'deskhand_plans_total',
    help: 'Plans that were worked on, by who made them and what came of it',
    labelNames: ['made_by', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'deskhand_planning_seconds',
    help: 'From taking a plan up to its end or its next try',
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 40, 80],
    registers,
  })
  const open = new Gauge({ name: 'deskhand_plans_open', help: 'Plans being made by this process', registers })
  return { plans, seconds, open }
}
