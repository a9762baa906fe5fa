// Why a task with parts does not move: it is never worked on itself.
import type { Why } from '#lib/wire/task.ts'
import { because, nameOf, namesOf } from './because.ts'
import type { PartFacts, WhyFacts } from './why-facts.ts'

/** What asks for a person comes first, also while other parts move. */
export function whyParts({ parts, statusAt }: WhyFacts): Why | null {
  const failed = parts.find(({ status }) => status === 'failed')
  if (failed) {
    const text = `Its part ${nameOf(failed)} failed${failed.failure ? `: ${failed.failure.text}` : '.'}`
    return because('part_failed', text, 'you', failed.statusAt, `Retry or cancel #${failed.number}.`)
  }
  const asking = parts.find((one) => one.hasOpenQuestion && one.status === 'running')
  if (asking) {
    const text = `Its part ${nameOf(asking)} has a question.`
    return because('part_asks', text, 'you', asking.statusAt, `Answer the question of #${asking.number}.`)
  }
  const reviewed = parts.find(({ status }) => status === 'in_review')
  if (reviewed) {
    const text = `Its part ${nameOf(reviewed)} waits for your review.`
    return because('part_in_review', text, 'you', reviewed.statusAt, `Review #${reviewed.number}.`)
  }
  if (parts.some(({ isMoving }) => isMoving)) return null
  return whyStill(parts, statusAt)
}

function whyStill(parts: PartFacts[], statusAt: Date): Why {
  const [waiting, ...others] = parts.filter(({ status }) => status !== 'done' && status !== 'cancelled')
  if (waiting?.status === 'draft' || waiting?.status === 'planning') {
    const text = `Its part ${nameOf(waiting)} has not begun.`
    return because('part_waits', text, 'you', waiting.statusAt, `Look at #${waiting.number}.`)
  }
  const next = parts.find(({ why }) => why !== null)
  if (next?.why) {
    const text = `Waits for its part ${nameOf(next)}. ${next.why.text}`
    const action = next.why.action && `#${next.number}: ${next.why.action}`
    return { ...next.why, code: 'part_waits', text, action }
  }
  if (waiting) {
    const text = `Waits for ${others.length > 0 ? 'its parts' : 'its part'} ${namesOf([waiting, ...others])}.`
    return because('part_waits', text, 'worker', waiting.statusAt, `See at #${waiting.number} why it waits.`)
  }
  const text = 'All its parts were cancelled.'
  return because('parts_cancelled', text, 'you', statusAt, 'Approve it, cancel it or retry a part.')
}
