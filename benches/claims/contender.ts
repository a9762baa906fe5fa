// What is measured of each queue: many ask at once, each for one task at a time.

/** Each queue has so many to the database, however many ask. */
export const connections = 16
/** So many of each measurement are taken before the clock runs: connections and plans are made with them. */
export const warmUp = 200

export interface Taken {
  count: number
  elapsedMs: number
  /** Of each claim, where the contender's own interface lets us see it. */
  eachMs: number[]
}

export interface Contender {
  name: string
  version: string
  /** A fresh queue with so many tasks in it. */
  fill: (tasks: number) => Promise<void>
  /** Claims so many and leaves them unfinished, `askers` at once. */
  claim: (count: number, askers: number) => Promise<Taken>
  /** Claims so many and reports each as done, `askers` at once. */
  finish: (count: number, askers: number) => Promise<Taken>
  /** Milliseconds from the call that creates a task to the code that got it, one at a time, in an otherwise empty queue. */
  latency: (tasks: number) => Promise<number[]>
  close: () => Promise<void>
}

/** Loops that each ask for the next one, until `count` are done after those that warm up. */
export async function takeTurns(count: number, askers: number, once: () => Promise<void>): Promise<Taken> {
  await loops(warmUp, askers, once)
  return loops(count, askers, once)
}

async function loops(count: number, askers: number, once: () => Promise<void>): Promise<Taken> {
  const eachMs: number[] = []
  let left = count
  const startedAtMs = performance.now()
  await Promise.all(
    Array.from({ length: askers }, async () => {
      while (left-- > 0) {
        const askedAtMs = performance.now()
        await once()
        eachMs.push(performance.now() - askedAtMs)
      }
    }),
  )
  return { count, elapsedMs: performance.now() - startedAtMs, eachMs }
}

/** Creates one after the other and waits for each; those that warm up do not count. */
export async function oneByOne(
  tasks: number,
  create: (name: string) => Promise<unknown>,
  arrivals: Map<string, (atMs: number) => void>,
): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < warmUp + tasks; at++) {
    const name = `task ${at}`
    const arrived = new Promise<number>((resolve) => arrivals.set(name, resolve))
    const startedAtMs = performance.now()
    await create(name)
    const arrivedAtMs = await arrived
    if (at >= warmUp) took.push(arrivedAtMs - startedAtMs)
    arrivals.delete(name)
  }
  return took
}
