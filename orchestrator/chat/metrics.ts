// What the courier counts, in Prometheus' words.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export function meterAnswers(registry: Registry) {
  const registers = [registry]
  const answers = new Counter({
    name: 'deskhand_answers_total',
    help: 'Answers that ended, by how; failed ones with the code of the failure',
    labelNames: ['status', 'code'],
    registers,
  })
  const firstText = new Histogram({
    name: 'deskhand_answer_first_text_seconds',
    help: 'From taking a message up to the first words of its answer',
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60],
    registers,
  })
  const open = new Gauge({ name: 'deskhand_answers_open', help: 'Answers being written', registers })
  return { answers, firstText, open }
}
