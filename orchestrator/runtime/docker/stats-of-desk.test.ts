import { describe, expect, it } from 'vitest'
import { type Sampled, used } from './stats-of-desk.ts'

const sampled: Sampled = {
  cpu_stats: { cpu_usage: { total_usage: 3_000 }, system_cpu_usage: 20_000, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 12_000 },
  memory_stats: { usage: 1_000, stats: { total_inactive_file: 400 } },
  pids_stats: { current: 7 },
}

describe('what a desk uses', () => {
  it('is a share of one core, and memory without what the kernel would give back', () => {
    expect(used(sampled)).toEqual({ cpuCores: 1, memoryBytes: 600, processes: 7 })
  })
  it('is read from either kind of limits', () => {
    expect(
      used({ ...sampled, memory_stats: { usage: 1_000, stats: { inactive_file: 100 } } }).memoryBytes,
    ).toBe(900)
  })
  it('is nothing where nothing is told: it ended in the same moment', () => {
    const gone = {
      cpu_stats: { cpu_usage: { total_usage: 0 } },
      precpu_stats: { cpu_usage: { total_usage: 0 } },
      memory_stats: {},
    }
    expect(used(gone)).toEqual({ cpuCores: 0, memoryBytes: 0, processes: 0 })
  })
})
