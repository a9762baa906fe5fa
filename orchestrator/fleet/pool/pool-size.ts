// How many warm desks a host keeps. Pure.

export interface PoolFacts {
  /** At this host: those of the installation, shared among the hosts that are there. */
  hiresLastHour: number
  /** How long a start takes here, as measured. */
  startMs: number
  /** Desks of employees that run here. */
  runningDesks: number
  warmDesks: number
  freeBytes: number
  /** What a desk takes at rest. */
  deskBytes: number
}

export interface PoolBounds {
  /** 0 switches the pool off. */
  min: number
  max: number
}

const hourMs = 60 * 60 * 1000
/** Where many work, hires come in bursts. */
const desksPerExtra = 20

/**
 * As many as are likely to be asked for while one more is being made: the mean of such a time and twice its spread (hires come
 * independently of each other). Never so many that no desk could be woken any more.
 */
export function poolSize(facts: PoolFacts, { min, max }: PoolBounds): number {
  if (min === 0 || max === 0) return 0
  const whileOneStarts = (facts.hiresLastHour * facts.startMs) / hourMs
  const likely = Math.ceil(whileOneStarts + 2 * Math.sqrt(whileOneStarts))
  const extra = Math.floor(facts.runningDesks / desksPerExtra)
  const wished = Math.min(max, Math.max(min, likely, min + extra))
  return Math.max(0, Math.min(wished, affordable(facts)))
}

/** Room for one desk more than the pool stays free. Between one too many and one more nothing changes. */
function affordable({ warmDesks, freeBytes, deskBytes }: PoolFacts): number {
  return warmDesks + Math.floor(freeBytes / deskBytes) - 1
}
