// Looks at every check of one run and gives the verdict, or says when to look again.
import type { Check } from '#lib/wire/check.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { holdWork, putOff } from './claim-work.ts'
import { decide, type Found } from './decide.ts'
import { unseen, unseenYet } from './finding.ts'
import type { Grader } from './grade.ts'
import { look, needsDesk, type Sight } from './look.ts'
import type { Outside } from './open-url.ts'
import type { Work } from './work.ts'
import { deskWorkspace, uploadedWorkspace } from './workspaces.ts'
import { readFindings, wakeDesk, writeFinding, writeVerdict } from './write-finding.ts'

export interface Means {
  runtime: Pick<DeskRuntime, 'exec'>
  outside: Outside
  grader: Grader
  signal: AbortSignal
}

export type Verdict = { passed: boolean | null; goesTo: string | null }

const holdAgainMs = 10_000
/** A desk that has not come up by then does not come up by waiting. */
const deskPatienceMs = 10 * 60_000

/** Undefined when it has to be looked at again later. */
export async function judgeWork(means: Means, work: Work): Promise<Verdict | undefined> {
  const hold = setInterval(() => void holdWork(work).catch(() => undefined), holdAgainMs)
  try {
    return await settle(means, work)
  } finally {
    clearInterval(hold)
  }
}

async function settle(means: Means, work: Work): Promise<Verdict | undefined> {
  const found = await lookAtAll(means, work)
  if (found === 'interrupted') {
    await putOff(work, 0, { inVain: false })
    return undefined
  }
  const decision = decide(found, work.tries)
  if (decision.do === 'look_again') {
    const { employee } = work
    if (decision.needsDesk && employee) await wakeDesk(employee.id)
    const { afterSeconds, inVain } = decision
    await putOff(work, afterSeconds, { inVain, needsDesk: found.some(isLeftAtDesk) })
    return undefined
  }
  const { passed, feedback } = decision
  return { passed, goesTo: await writeVerdict(work, passed, feedback) }
}

/** What was found is kept: only what was not will be looked at again. */
function isLeftAtDesk({ check, finding }: Found): boolean {
  return needsDesk(check) && (finding === 'waits_for_desk' || finding.outcome === 'error')
}

async function lookAtAll(means: Means, work: Work): Promise<Found[] | 'interrupted'> {
  const settled = await readFindings(work)
  const sight = sightOf(means, work)
  const found: Found[] = []
  for (const check of work.checks) {
    found.push({ check, finding: settled.get(check.id) ?? (await lookAndTell(sight, check)) })
    // What was seen of this check says nothing: it was broken off.
    if (means.signal.aborted) return 'interrupted'
  }
  return found
}

function sightOf({ runtime, outside, grader, signal }: Means, work: Work): Sight {
  const desk = work.employee?.desk
  const workspace = desk ? deskWorkspace(runtime, desk.id, work) : uploadedWorkspace(work)
  return { work, workspace, outside, grader, signal }
}

async function lookAndTell(sight: Sight, check: Check): Promise<Found['finding']> {
  const startedAt = performance.now()
  const finding = obstacle(sight.work, check) ?? (await look(sight, check))
  if (finding !== 'waits_for_desk' && !sight.signal.aborted)
    await writeFinding(sight.work, check, finding, performance.now() - startedAt)
  return finding
}

/** Why a desk cannot be looked at right now. */
function obstacle({ employee, ageMs }: Work, check: Check): Found['finding'] | undefined {
  if (!employee || !needsDesk(check)) return undefined
  const { name, desk } = employee
  switch (desk?.state) {
    case 'ready':
      return undefined
    case 'waking':
      return ageMs < deskPatienceMs ? 'waits_for_desk' : unseen(`${name}’s desk did not come up.`)
    case 'resting':
      return unseenYet(`${name}’s desk rests: somebody paused it, it needs attention, or ${name} is leaving.`)
    case 'lost':
      return unseen(`The machine where ${name}’s desk stands has not been seen for a quarter of an hour.`)
    case undefined:
      return unseen(`${name}’s desk is gone.`)
  }
}
