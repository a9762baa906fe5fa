// The judge: takes runs that were reported as complete, looks at their checks and says what follows. Several may work side by side.
import { z } from 'zod'
import { askForCompany } from '#orchestrator/ask-model/ask-for-company.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'
import { type ClaimedRun, claimRun, putOff, readWork } from './claim-work.ts'
import { judgeWork, type Means } from './judge-work.ts'
import type { Outside } from './open-url.ts'
import { writeVerdict } from './write-finding.ts'

export interface JudgeOptions {
  hostName: string
  runtime: Means['runtime']
  /** The model that grades by a rubric. */
  upstream: Upstream
  /** Names that URLs may name although their places are private. */
  hosts: Outside['hosts']
  hints: HintListener
  /** Only who looks after this host's desks looks into them. */
  mayAct: () => boolean
  log: Log
}

export interface Judge {
  stop: () => Promise<void>
}

const atOnce = 4
/** A check may take ten minutes: whatever one company has to be looked at, there is room for the others. */
const atOnceOfOne = 2
const sweepMs = 2_000
const afterFaultSeconds = 20
const mostFaults = 3
/** Tasks change often: hints that come close together are one. */
const breathMs = 50

export function startJudge({ hostName, hints, mayAct, log, runtime, upstream, hosts }: JudgeOptions): Judge {
  const alarm = newAlarm()
  const ending = new AbortController()
  const means: Means = {
    runtime,
    outside: { hosts },
    grader: (purpose, question) => askForCompany({ upstream, log }, purpose, question),
    signal: ending.signal,
  }
  const under = new Map<Promise<void>, string>()

  const ownHost = () => ({ name: hostName, isHeld: mayAct() })

  async function judge(run: ClaimedRun): Promise<void> {
    const work = await readWork(run, ownHost()).catch(async (error: unknown) => {
      if (error instanceof z.ZodError)
        await writeVerdict(run, null, 'The checks could not be read. A person has to look.')
      throw error
    })
    try {
      const verdict = await judgeWork(means, work)
      if (verdict) log.info({ ...run, ...verdict }, 'A run was judged')
    } catch (error) {
      // A fault of ours: it must not keep the task for ever.
      if (work.tries >= mostFaults)
        await writeVerdict(run, null, 'The checks could not be looked at. A person has to look.')
      else await putOff(work, afterFaultSeconds, { inVain: true })
      throw error
    }
  }

  function busyCompanies(): string[] {
    const all = [...under.values()]
    return [...new Set(all)].filter((id) => all.filter((one) => one === id).length >= atOnceOfOne)
  }

  /** False when nothing waits. */
  async function takeOne(): Promise<boolean> {
    const run = await claimRun(ownHost(), busyCompanies())
    if (!run) return false
    const going = judge(run)
      .catch((error: unknown) => log.error({ err: error, ...run }, 'A run could not be judged'))
      .finally(() => {
        under.delete(going)
        alarm.ring()
      })
    under.set(going, run.companyId)
    return true
  }

  async function keepTaking(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        while (under.size < atOnce && !ending.signal.aborted && (await takeOne()));
      } catch (error) {
        log.warn({ err: error }, 'What waits to be judged could not be read; trying again')
      }
      const before = Date.now()
      await alarm.wait(before + sweepMs)
      await new Promise((resolve) => setTimeout(resolve, ending.signal.aborted ? 0 : breathMs))
    }
  }

  const taking = keepTaking()
  const unsubscribe = hints.subscribe({
    hint: ({ kind }) => {
      if (kind === 'run' || kind === 'task' || kind === 'employee') alarm.ring()
    },
    resync: alarm.ring,
  })
  return {
    async stop() {
      unsubscribe()
      ending.abort()
      alarm.ring()
      await taking
      await Promise.all(under.keys())
    },
  }
}
