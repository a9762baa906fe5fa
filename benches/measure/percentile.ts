// Percentiles by nearest rank: always a value that was measured, never one between two.

export interface Summary {
  n: number
  p50: number
  p95: number
  p99: number
  max: number
}

export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  const value = sorted[Math.max(Math.ceil((sorted.length * percent) / 100), 1) - 1]
  if (value === undefined) throw new Error('There is no percentile of nothing.')
  return value
}

export function summarise(samples: readonly number[]): Summary {
  const at = (percent: number) => toTenth(percentile(samples, percent))
  return { n: samples.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) }
}

export function toTenth(value: number): number {
  return Math.round(value * 10) / 10
}
