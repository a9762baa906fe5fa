// What a desk uses of what it may use: the engine tells, and the desk itself about its home.
import { notFound } from '#lib/errors.ts'
import type { DeskStats } from '../desk-runtime.ts'
import { findDesk } from './containers.ts'
import type { Host } from './host.ts'

export async function statsOfDesk(host: Host, deskId: string): Promise<DeskStats> {
  const found = await findDesk(host, deskId)
  if (!found) throw notFound('desk')
  const home = host.doors.sight(deskId)?.status?.home
  const homeFacts = { homeBytes: home?.bytes ?? 0, homeLimitBytes: host.limits.homeBytes }
  const memoryLimitBytes = host.limits.memoryBytes
  if (!found.State.Running)
    return { cpuCores: 0, memoryBytes: 0, memoryLimitBytes, processes: 0, ...homeFacts }
  const stats = await host.engine.getContainer(found.Id).stats({ stream: false })
  return { ...used(stats), memoryLimitBytes, ...homeFacts }
}

/** As much of the engine's figures as is read: some are missing when a desk ends in the same moment. */
export interface Sampled {
  cpu_stats: CpuSample
  precpu_stats: CpuSample
  memory_stats: { usage?: number; stats?: { total_inactive_file?: number; inactive_file?: number } }
  pids_stats?: { current?: number }
}

interface CpuSample {
  cpu_usage: { total_usage: number }
  system_cpu_usage?: number
  online_cpus?: number
}

/** Pure. The engine samples twice, a second apart. */
export function used({ cpu_stats, precpu_stats, memory_stats, pids_stats }: Sampled) {
  const busy = cpu_stats.cpu_usage.total_usage - precpu_stats.cpu_usage.total_usage
  const passed = (cpu_stats.system_cpu_usage ?? 0) - (precpu_stats.system_cpu_usage ?? 0)
  const cores = cpu_stats.online_cpus || 1
  // What the kernel would give back at once does not count: named differently by its two generations of limits.
  const { total_inactive_file, inactive_file } = memory_stats.stats ?? {}
  return {
    cpuCores: passed > 0 ? Math.max(0, (busy / passed) * cores) : 0,
    memoryBytes: Math.max(0, (memory_stats.usage ?? 0) - (total_inactive_file ?? inactive_file ?? 0)),
    processes: pids_stats?.current ?? 0,
  }
}
