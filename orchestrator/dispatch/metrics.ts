// What the dispatcher counts, in Prometheus' words.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export function meterRuns(registry: Registry) {
  const registers = [registry]
  const runs = new Counter({
    name: 'deskhand_task_runs_total',
    help: 'Runs of tasks at desks that ended, by how; with the code of the reason where there is one',
    labelNames: ['outcome', 'code'],
    registers,
  })
  const duration = new Histogram({
    name: 'deskhand_task_run_seconds',
    help: 'From taking a task, or taking it over, to the end of its run at the desk',
    buckets: [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 14_400],
    registers,
  })
  const open = new Gauge({
    name: 'deskhand_task_runs_open',
    help: 'Runs of tasks at desks of this host',
    registers,
  })
  const takenOver = new Counter({
    name: 'deskhand_task_runs_taken_over_total',
    help: 'Runs that another orchestrator had begun',
    registers,
  })
  return { runs, duration, open, takenOver }
}
