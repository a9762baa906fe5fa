// What follows when a turn of a run has ended, decided from facts alone. Pure.
import type { Refusal } from '#lib/question/ask-to-continue.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { Outcome } from '#orchestrator/turn/turn.ts'
import type { RunNews, RunQuestion } from './run.ts'

/**
 * Why we ended it: the run is no longer ours, nothing may be spent any more, its question waits longer than the desk does, or the desk went
 * away before it had the task.
 */
export type StopReason = 'gone' | 'allowance' | 'waits' | 'unsent'

export interface EndedTurn {
  outcome: Outcome
  stopReason: StopReason | undefined
  news: RunNews
  /** The model was refused because of what it costs, since the run began or last went on. */
  refusal: Refusal | undefined
  /** The last call was answered, and ended where its allowance did. */
  cutShort: Refusal | undefined
  /** Questions whose answers the desk has. */
  delivered: readonly string[]
  now: number
}

export type Next =
  | { do: 'forget' }
  | { do: 'complete' }
  | { do: 'fail'; failure: Failure }
  | { do: 'release'; failure: Failure }
  /** Let go of the desk and ask whether to go on. */
  | { do: 'park'; refusal: Refusal }
  /** Tell the desk what was answered, and go on. */
  | { do: 'go_on'; question: RunQuestion }
  | { do: 'wait'; until: number }

const patienceMs = 24 * 60 * 60_000

export function afterTurn(turn: EndedTurn): Next {
  const { outcome, stopReason, news, refusal } = turn
  if (stopReason === 'gone') return { do: 'forget' }
  if (news.desk && outcome.status !== 'complete')
    return { do: news.desk.isChoice ? 'release' : 'fail', failure: news.desk.failure }
  if (stopReason === 'unsent' && outcome.status === 'stopped') return { do: 'release', failure: neverBegun }
  if (outcome.status === 'failed')
    return refusal ? { do: 'park', refusal } : { do: 'fail', failure: outcome.failure }
  if (outcome.status === 'complete' && turn.cutShort) return { do: 'park', refusal: turn.cutShort }
  if (stopReason === 'allowance' && outcome.status === 'stopped')
    return news.usedUp ? { do: 'park', refusal: news.usedUp } : { do: 'release', failure: raisedMeanwhile }
  const answered = news.questions.find(
    ({ id, kind, state }) => kind === 'question' && state === 'answered' && !turn.delivered.includes(id),
  )
  if (answered) return { do: 'go_on', question: answered }
  return outcome.status === 'complete' ? { do: 'complete' } : awaitAnswer(turn)
}

function awaitAnswer({ news, now }: EndedTurn): Next {
  const asked = news.questions.findLast(({ kind, state }) => kind === 'question' && state === 'open')
  if (!asked) return { do: 'fail', failure: unanswered('') }
  const until = asked.askedAt.getTime() + patienceMs
  return now < until ? { do: 'wait', until } : { do: 'fail', failure: unanswered(asked.text) }
}

function unanswered(text: string): Failure {
  return {
    code: 'unanswered',
    text: `Nobody answered the question for a day${text === '' ? '.' : `: ${text.slice(0, 500)}`}`,
    action: 'Answer in a comment or in the description, then try again.',
  }
}

const neverBegun: Failure = {
  code: 'desk_away',
  text: 'The desk went away before it had the task. Nothing was begun.',
  action: '',
}

const raisedMeanwhile: Failure = {
  code: 'allowance_raised',
  text: 'It was stopped for its allowance, which was raised in the same moment.',
  action: '',
}
