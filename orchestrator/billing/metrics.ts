// What the reading of customers counts, in Prometheus' words.
import { Counter, Histogram, type Registry } from 'prom-client'

export function meterBilling(registry: Registry) {
  const registers = [registry]
  const reads = new Counter({
    name: 'deskhand_billing_reads_total',
    help: 'Readings of what a company pays at Stripe, by what came of them',
    labelNames: ['outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'deskhand_billing_read_seconds',
    help: 'From taking up a hint to its end or its next try',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
    registers,
  })
  return { reads, seconds }
}
