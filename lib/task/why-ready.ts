// Why nobody has taken a task that could be worked on.
import type { Why } from '#lib/wire/task.ts'
import { because, inWords, nameOf, namesOf } from './because.ts'
import {
  type EmployeeFacts,
  type HeldUp,
  onlineSeconds,
  type WhyFacts,
  type WorkerFacts,
} from './why-facts.ts'

export function whyReady(facts: WhyFacts): Why {
  return (
    whyDependencies(facts) ??
    whyAllowance(facts) ??
    whyBackOff(facts) ??
    (facts.assignee ? whyAssignee(facts, facts.assignee) : whyWorkers(facts))
  )
}

function whyDependencies({ openDependencies, queuedAt, statusAt }: WhyFacts): Why | null {
  const since = queuedAt ?? statusAt
  const dead = openDependencies.find(({ status }) => status === 'failed' || status === 'cancelled')
  if (dead) {
    const happened = dead.status === 'failed' ? 'failed' : 'was cancelled'
    const text = `Waits for ${nameOf(dead)}, which ${happened}.`
    return because('dependency_failed', text, 'you', since, `Retry #${dead.number}, or take the link away.`)
  }
  const [first] = openDependencies
  if (!first) return null
  const text = `Waits for ${namesOf(openDependencies)}.`
  const reviewed = openDependencies.find(({ status }) => status === 'in_review')
  if (reviewed) return because('dependency', text, 'you', since, `Review #${reviewed.number}.`)
  const unbegun = openDependencies.find(({ status }) => status === 'draft')
  if (unbegun) return because('dependency', text, 'you', since, `Begin #${unbegun.number}.`)
  return because('dependency', text, 'nobody', since)
}

function whyAllowance({ allowanceMicros, costMicros, statusAt }: WhyFacts): Why | null {
  if (allowanceMicros === null || costMicros < allowanceMicros) return null
  const dollars = (micros: number) => `$${(micros / 1_000_000).toFixed(2)}`
  const text = `Its allowance of ${dollars(allowanceMicros)} is used up (${dollars(costMicros)}).`
  return because('allowance_used_up', text, 'you', statusAt, 'Raise its allowance.')
}

function whyBackOff({ now, availableAt, lastRun, attempts, maxAttempts, statusAt }: WhyFacts): Why | null {
  if (availableAt <= now) return null
  const left = inWords(availableAt.getTime() - now.getTime())
  const again = `It is tried again in ${left} (${attempts} of ${maxAttempts} attempts used).`
  if (lastRun?.outcome === 'lost') {
    const text = `${lastRun.workerName} was not heard of any more at attempt ${lastRun.attempt}. ${again}`
    return because('lease_lost', text, 'platform', lastRun.endedAt)
  }
  const reason = lastRun?.outcome === 'failed' ? `Attempt ${lastRun.attempt} failed: ${lastRun.reason} ` : ''
  return because('back_off', `${reason}${again}`, 'platform', lastRun?.endedAt ?? statusAt)
}

/** Ready, there and free: by then it should have been taken. */
const overdueMs = 60_000

function whyAssignee(facts: WhyFacts, assignee: EmployeeFacts): Why {
  const worker = facts.workers.find((one) => one.employee?.id === assignee.id)
  const unfit = whyUnfit(assignee)
  if (unfit) return unfit
  const missing = facts.requires.filter((need) => worker && !worker.capabilities.includes(need))
  if (missing.length > 0) {
    const text = `${assignee.name} cannot do ${missing.join(', ')}.`
    return because('no_capable_worker', text, 'you', since(facts), 'Give it to somebody who can.')
  }
  if (worker?.isDraining) {
    const text = `${assignee.name} takes nothing new at the moment.`
    return because(
      'worker_draining',
      text,
      'you',
      since(facts),
      'Let them take tasks again, on the page of workers.',
    )
  }
  if (worker?.heldUp) return whyHeldUp(assignee.name, worker.heldUp)
  if (worker?.isFull) {
    const tasks = worker.busyWith.map((number) => `#${number}`).join(', ')
    return because('assignee_busy', `${assignee.name} is busy with ${tasks}.`, 'employee', since(facts))
  }
  return whyOnTheWay(assignee) ?? whyQueued(facts, assignee.name)
}

/** What a person must put right before this employee works on anything. */
function whyUnfit({ name, lifecycle, isSeatless, since, failure }: EmployeeFacts): Why | null {
  if (isSeatless) return whySeatless(`${name} rests:`, since)
  switch (lifecycle) {
    case 'leaving':
      return because(
        'assignee_fired',
        `${name} does not work here any more.`,
        'you',
        since,
        'Give it to somebody else.',
      )
    case 'paused':
      return because('assignee_paused', `${name} is paused.`, 'you', since, `Start ${name}.`)
    case 'needs_attention': {
      const text = `${name} cannot work: ${failure?.text ?? 'the desk needs attention.'}`
      return because('assignee_needs_attention', text, 'you', since, failure?.action ?? `Look at ${name}.`)
    }
    default:
      return null
  }
}

/** Nobody works without a seat, whatever they would do with one. */
export function whySeatless(who: string, since: Date): Why {
  const text = `${who} more work here than seats are paid for.`
  return because('assignee_seatless', text, 'you', since, 'Add a seat, or let somebody go.')
}

/** Who would ask an allowance that is used up begins nothing: it would only stop, too. */
function whyHeldUp(name: string, { whose, since, ...task }: HeldUp): Why {
  // A company has one for the month, or before it pays one for all of that time.
  const [owner, who] = whose === 'company' ? ['the company', 'no employee'] : [`${name} for this month`, name]
  const text = `Waits for ${nameOf(task)}: it is stopped because the allowance of ${owner} is used up, and ${who} begins ${whose === 'company' ? 'anything' : 'nothing'} new until it goes on.`
  return because('held_up', text, 'nobody', since, `Say at #${task.number} whether it goes on.`)
}

function whyOnTheWay({ name, lifecycle, since, readyAfterMs }: EmployeeFacts): Why | null {
  const about = readyAfterMs === null ? '' : ` This takes about ${inWords(readyAfterMs)}.`
  if (lifecycle === 'asleep') {
    return because('assignee_asleep', `${name} is asleep and being woken.${about}`, 'platform', since)
  }
  if (lifecycle === 'starting') {
    return because('assignee_starting', `${name} is starting.${about}`, 'platform', since)
  }
  return null
}

function whyQueued(facts: WhyFacts, who: string): Why {
  const waitedMs = facts.now.getTime() - waitingSinceMs(facts)
  if (waitedMs < overdueMs) return because('queued', `${who} takes it next.`, 'platform', since(facts))
  const text = `${who} could take it and has not for ${inWords(waitedMs)}.`
  return because('not_taken', text, 'platform', since(facts), 'Look at the page of workers.')
}

function whyWorkers(facts: WhyFacts): Why {
  const able = facts.workers.filter(({ capabilities }) =>
    facts.requires.every((need) => capabilities.includes(need)),
  )
  if (able.length === 0) return whyNobodyCan(facts)
  const here = able.filter((worker) => isHere(worker, facts.now))
  if (here.length === 0) return whyNobodyHere(facts, able)
  const taking = here.filter(({ isDraining }) => !isDraining)
  if (taking.length === 0) {
    const text = 'Every worker that could do it takes nothing new at the moment.'
    return because(
      'worker_draining',
      text,
      'you',
      since(facts),
      'Let one take tasks again, on the page of workers.',
    )
  }
  const [held, ...others] = taking
  if (held?.heldUp && others.every(({ heldUp }) => heldUp)) return whyHeldUp(held.name, held.heldUp)
  const beginning = taking.filter(({ heldUp }) => !heldUp)
  const free = beginning.filter(({ isFull }) => !isFull)
  const [first] = free
  if (!first) {
    const text =
      beginning.length === 1
        ? `${beginning[0]?.name} is busy.`
        : `All ${beginning.length} workers that could do it are busy.`
    return because('workers_busy', text, 'worker', since(facts))
  }
  const awake = free.find(({ employee }) => employee === null || employee.lifecycle === 'ready')
  const onTheWay = !awake && first.employee ? whyOnTheWay(first.employee) : null
  return onTheWay ?? whyQueued(facts, (awake ?? first).name)
}

function whyNobodyCan(facts: WhyFacts): Why {
  const [one] = facts.workers
  if (!one) {
    const text = 'Nobody is there to do it: no employee and no worker.'
    return because('no_worker', text, 'you', since(facts), 'Hire somebody or start a worker.')
  }
  const known = new Set(facts.workers.flatMap(({ capabilities }) => capabilities))
  const missing = facts.requires.filter((need) => !known.has(need))
  const text =
    missing.length > 0
      ? `No worker can do ${missing.join(', ')}.`
      : `No single worker can do all of ${facts.requires.join(', ')}.`
  return because('no_capable_worker', text, 'you', since(facts), 'Start a worker that can, or require less.')
}

function whyNobodyHere(facts: WhyFacts, able: WorkerFacts[]): Why {
  const latest = able.toSorted((one, other) => other.seenAt.getTime() - one.seenAt.getTime())[0]
  const employee = latest?.employee
  if (employee && able.length === 1) return whyUnfit(employee) ?? whyQueued(facts, employee.name)
  const ago = latest ? inWords(facts.now.getTime() - latest.seenAt.getTime()) : ''
  const text = `No worker that could do it is online; ${latest?.name} was heard of last, ${ago} ago.`
  return because('no_worker_online', text, 'you', latest?.seenAt ?? since(facts), 'Start the worker again.')
}

/** An employee's worker is there when the employee is, or can be woken; one outside when it was heard of. */
function isHere({ employee, seenAt }: WorkerFacts, now: Date): boolean {
  if (employee) return whyUnfit(employee) === null
  return now.getTime() - seenAt.getTime() <= onlineSeconds * 1000
}

function since({ queuedAt, statusAt }: WhyFacts): Date {
  return queuedAt ?? statusAt
}

/** Since when somebody could have taken it: a back-off that is over does not count as waiting. */
function waitingSinceMs(facts: WhyFacts): number {
  return Math.max(facts.availableAt.getTime(), since(facts).getTime())
}
