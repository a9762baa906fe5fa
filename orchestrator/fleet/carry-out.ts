// One step from beginning to end: the row, the deed, the row again. What fails is counted, so that it is tried again later and
// not for ever.
import { AppError } from '#lib/errors.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { HomeErrands } from '#orchestrator/archive/home-errands.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { failureStep } from './back-off.ts'
import type { FleetLimits, Step, StepKind } from './fleet.ts'
import type { WantedDesk } from './read-desired.ts'
import { afterwards, type Report, reportOf } from './report.ts'
import type { StepAtDesk } from './steps-under-way.ts'
import { takeStep } from './take-step.ts'
import { writeObserved } from './write-observed.ts'

export interface CarryOutOptions {
  hostId: string
  runtime: DeskRuntime
  limits: FleetLimits
  homes: HomeErrands
  log: Log
  /** For tests of dying at the worst moment. */
  atStep: (step: Step, when: 'before' | 'after') => void
}

/** Answers whether anything changed. @throws when the row could not be written: then nothing was done. */
export async function carryOut(
  { step, wanted, have }: StepAtDesk,
  options: CarryOutOptions,
): Promise<boolean> {
  const { runtime, log, limits, homes, hostId } = options
  const row = wanted ? rowOf(wanted, have, options) : undefined
  const isNew = (await row?.write(step)) ?? false
  if (isNew || !wanted) say(step, log)
  options.atStep(step, 'before')
  try {
    await takeStep(step, { runtime, have, spec: wanted?.spec, homes, hostId })
  } catch (error) {
    log.error({ err: error, deskId: step.deskId, step: step.do }, 'A step at a desk failed')
    if (wanted)
      await row?.write(failureStep(wanted.desired, failureOf(step, error), row.past(), Date.now(), limits))
    return true
  }
  options.atStep(step, 'after')
  const done = afterwards[step.do]
  if (done) await row?.amend(done)
  return isNew || done !== undefined || !restful.has(step.do)
}

const restful: ReadonlySet<StepKind> = new Set(['rest', 'wait', 'hold_back'])

/** The desk's row, as far as this step has written it. */
function rowOf({ desired, history }: WantedDesk, have: ObservedDesk | undefined, options: CarryOutOptions) {
  const { hostId, limits } = options
  let past = history
  const put = async (report: Report, now: number) => {
    const isNew = await writeObserved({ deskId: desired.deskId, hostId, past, report, now })
    if (isNew) past = { ...report, phaseAt: report.phaseSince ?? now }
    return isNew
  }
  return {
    past: () => past,
    write: (step: Step) => {
      const now = Date.now()
      return put(reportOf(step, { want: desired, have, past, now, limits }), now)
    },
    amend: (part: Partial<Report>) => put({ ...past, phaseSince: null, ...part }, Date.now()),
  }
}

function failureOf({ do: kind }: Step, error: unknown): Failure {
  const why =
    error instanceof AppError ? error.facts.detail : error instanceof Error ? error.message : String(error)
  return {
    code: 'step_failed',
    text: `The step "${kind.replaceAll('_', ' ')}" failed: ${why} What is in the home is safe.`,
    action: 'Try again; if it repeats, the log of the orchestrator tells more.',
  }
}

const sayings: { [Kind in StepKind]?: { level: 'debug' | 'warn' | 'error'; message: string } } = {
  wait: { level: 'debug', message: 'A desk waits' },
  note_failure: { level: 'warn', message: 'An attempt at a desk failed' },
  give_up: { level: 'error', message: 'A desk is given up' },
  refuse_release: {
    level: 'error',
    message: 'A desk did not become ready with a release and goes back to the build before',
  },
  quarantine: {
    level: 'error',
    message: 'A desk runs here that no row of this host knows; it is stopped and its home is kept',
  },
  hold_back: {
    level: 'error',
    message: 'REFUSED: this plan takes away more than half of the desks at once; the removal is held back',
  },
}

function say({ do: kind, deskId, ...facts }: Step, log: Log): void {
  const { level, message } = sayings[kind] ?? { level: 'info', message: 'A step at a desk' }
  log[level]({ deskId, step: kind, ...facts }, message)
}
