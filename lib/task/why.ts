// "Why isn't this moving?": the one answer, from facts alone.
import { leaseSeconds } from '#lib/wire/run.ts'
import type { Why } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'
import { because, inWords, nameOf } from './because.ts'
import type { WhyFacts } from './why-facts.ts'
import { whyParts } from './why-parts.ts'
import { whyReady, whySeatless } from './why-ready.ts'

/** What moves only while somebody may work. */
const needsHands: ReadonlySet<TaskStatus> = new Set(['planning', 'ready', 'claimed', 'running'])

/** Null for a task that moves, or has come to its end. */
export function whyOf(facts: WhyFacts): Why | null {
  if (facts.restingSince && needsHands.has(facts.status)) {
    const text = 'Nobody works until a plan is paid. What was done is kept.'
    return because('nobody_may_work', text, 'you', facts.restingSince, 'See plan and billing.')
  }
  switch (facts.status) {
    case 'draft':
      return because('draft', 'It is a draft: nothing has begun.', 'you', facts.statusAt, 'Begin it.')
    case 'planning':
      return whyPlanning(facts)
    case 'ready':
      return facts.parts.length > 0 ? whyParts(facts) : whyReady(facts)
    case 'claimed':
    case 'running':
      return facts.parts.length > 0 ? whyParts(facts) : whyRunning(facts)
    case 'in_review':
      return whyInReview(facts)
    case 'failed':
      return whyFailed(facts)
    case 'done':
    case 'cancelled':
      return null
  }
}

/** A planner that has not begun by then is probably not there. */
const plannerSilentMs = 60_000

function whyPlanning({ plan, now, statusAt }: WhyFacts): Why {
  const withoutPlan = 'Begin it without a plan if you do not want to wait.'
  if (plan?.state === 'proposed') {
    const since = plan.madeAt ?? plan.createdAt
    return because(
      'plan_awaits_approval',
      'Its plan waits for your approval.',
      'you',
      since,
      'Look at the plan.',
    )
  }
  if (plan?.state === 'failed' && plan.failure) {
    return because('plan_failed', plan.failure.text, 'you', plan.madeAt ?? statusAt, plan.failure.action)
  }
  const since = plan?.createdAt ?? statusAt
  if (plan?.parkedText) {
    return because('allowance_used_up', plan.parkedText, 'you', since, `Raise the allowance. ${withoutPlan}`)
  }
  if (plan?.claimedUntil && plan.claimedUntil > now) {
    return because('planning', 'The plan is being made.', 'platform', since)
  }
  const waitedMs = now.getTime() - since.getTime()
  if (waitedMs < plannerSilentMs)
    return because('planning', 'The plan is about to be made.', 'platform', since)
  const text = `No planner has answered for ${inWords(waitedMs)}. It is tried again by itself.`
  return because('planner_silent', text, 'platform', since, withoutPlan)
}

/** A worker that misses two heartbeats has something. */
const silentMs = 35_000

function whyRunning(facts: WhyFacts): Why | null {
  const { run, now, question, status, checkRefusal } = facts
  if (facts.isChecked && checkRefusal) {
    const then = 'Raise the allowance: then its checks go on by themselves.'
    return because('allowance_used_up', checkRefusal.text, 'you', checkRefusal.at, then)
  }
  if (facts.isChecked) {
    return because('checks_running', 'The platform checks the work.', 'platform', facts.statusAt)
  }
  if (!run) {
    const text = 'Nobody works on it at the moment. It is given out again by itself.'
    return because('nobody_works', text, 'platform', facts.lastRun?.endedAt ?? facts.statusAt)
  }
  if (run.parkedAt) return whyParked(facts, run.workerName, run.parkedAt)
  const who = run.isEmployee ? 'employee' : 'worker'
  const quietMs = now.getTime() - run.heardAt.getTime()
  if (run.leaseExpiresAt <= now || quietMs > leaseSeconds * 1000) {
    const text = `${run.workerName} has not been heard of for ${inWords(quietMs)}. It is given to somebody again by itself.`
    return because('not_heard_of', text, who, run.heardAt, 'Look after the worker if this goes on.')
  }
  if (question) {
    const text = `${question.asker} asks: ${question.text}`
    return because('question_open', text, 'you', question.askedAt, 'Answer the question.')
  }
  if (quietMs > silentMs) {
    const left = inWords(run.leaseExpiresAt.getTime() - now.getTime())
    const text = `${run.workerName} has been silent for ${inWords(quietMs)}; its lease runs out in ${left}.`
    return because('lease_runs_out', text, who, run.heardAt)
  }
  if (status === 'claimed') {
    return because('claimed', `${run.workerName} has taken it and is about to begin.`, who, run.claimedAt)
  }
  return null
}

/** It was stopped because of what it costs. The rest of the time it takes until its desk is free and awake. */
function whyParked({ question, assignee }: WhyFacts, name: string, since: Date): Why {
  if (question) return because('asks_to_continue', question.text, 'you', since, 'Say whether it goes on.')
  if (assignee?.isSeatless) return whySeatless(`It may go on, and ${name} rests:`, since)
  if (assignee?.lifecycle === 'paused')
    return because('assignee_paused', `It may go on, and ${name} is paused.`, 'you', since, `Start ${name}.`)
  const text = `It may go on, and does as soon as ${name} is free and awake.`
  return because('about_to_continue', text, 'platform', since)
}

function whyInReview({ failedChecks, attempts, statusAt, parts }: WhyFacts): Why {
  if (failedChecks > 0) {
    const checks = failedChecks === 1 ? 'A check' : `${failedChecks} checks`
    const text = `${checks} failed after ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}.`
    return because(
      'checks_failed',
      text,
      'you',
      statusAt,
      'Look at it: approve it all the same or send it back.',
    )
  }
  const text =
    parts.length > 0 ? 'All its parts have ended; it waits for your review.' : 'It waits for your review.'
  return because('awaits_review', text, 'you', statusAt, 'Approve it or send it back.')
}

function whyFailed({ failure, statusAt, parts }: WhyFacts): Why {
  const part = parts.find((one) => one.status === 'failed')
  const action = failure?.action || (part ? `Retry ${nameOf(part)}.` : 'Try again or change it.')
  return because('failed', failure?.text ?? 'It failed.', 'you', statusAt, action)
}
