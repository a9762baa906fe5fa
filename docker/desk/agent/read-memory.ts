// The desk's memory as the kernel counts it, of either generation of control groups.
import { readFile } from 'node:fs/promises'

export interface MemoryUse {
  bytes: number
  limitBytes: number
  oomKills: number
}

const unlimited = 2 ** 60

export async function readMemory(root = '/sys/fs/cgroup'): Promise<MemoryUse> {
  const second = await readNumbers(`${root}/memory.current`)
  return second ? readSecond(root, second.value) : readFirst(`${root}/memory`)
}

async function readSecond(root: string, used: number): Promise<MemoryUse> {
  const [limit, stat, events] = await Promise.all(
    ['max', 'stat', 'events'].map((name) => readNumbers(`${root}/memory.${name}`)),
  )
  return {
    bytes: used - (stat?.named.get('inactive_file') ?? 0),
    limitBytes: limitOf(limit?.value),
    oomKills: events?.named.get('oom_kill') ?? 0,
  }
}

async function readFirst(root: string): Promise<MemoryUse> {
  const [used, limit, stat, control] = await Promise.all(
    ['usage_in_bytes', 'limit_in_bytes', 'stat', 'oom_control'].map((name) =>
      readNumbers(`${root}/memory.${name}`),
    ),
  )
  return {
    bytes: (used?.value ?? 0) - (stat?.named.get('total_inactive_file') ?? 0),
    limitBytes: limitOf(limit?.value),
    oomKills: control?.named.get('oom_kill') ?? 0,
  }
}

/** 0 means that there is none. */
const limitOf = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) || value > unlimited ? 0 : value

/** Either one number, or lines of a name and a number. */
async function readNumbers(path: string): Promise<{ value: number; named: Map<string, number> } | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    const lines = text.split('\n').map((line) => line.split(' '))
    return { value: Number(text), named: new Map(lines.map(([name = '', value]) => [name, Number(value)])) }
  } catch {
    return null
  }
}
