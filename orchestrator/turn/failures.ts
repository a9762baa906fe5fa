// Why an answer failed, in words that are true: what happened, what is safe, what to do.
import type { Failure } from '#lib/wire/shapes.ts'
import { saysMemoryIsLost } from '#orchestrator/gateway/lost-memory.ts'
import type { TurnEnding } from './turn.ts'

type ErrorEnding = Extract<TurnEnding, { kind: 'error' }>

interface Kind {
  failure: Failure
  statuses: readonly number[]
  words: RegExp
}

const kept = 'What was written so far is kept.'

const kinds: readonly Kind[] = [
  {
    failure: {
      code: 'model_key_refused',
      text: `The model key was refused by the model's provider. ${kept}`,
      action: 'Whoever runs this installation checks ANTHROPIC_API_KEY. Then try again.',
    },
    // 422 is how the model proxy says it (orchestrator/model-proxy/refuse.ts).
    statuses: [401, 403, 422],
    words:
      /\b(401|403|422)\b|authentication|temporarily disabled|permission_error|invalid.{0,20}api.?key|key.{0,20}refused/i,
  },
  {
    failure: {
      code: 'context_too_long',
      text: `The conversation has become longer than the model can read at once. ${kept}`,
      action: 'Send a shorter message, or edit an earlier one.',
    },
    statuses: [413],
    words: /context.{0,20}(length|overflow|window|limit|too)|too (long|large)|\b413\b/i,
  },
  {
    failure: {
      code: 'model_rate_limited',
      text: `The model's provider allows no more requests for now: it said so at every attempt. ${kept}`,
      action: 'Wait a minute, then try again.',
    },
    statuses: [429],
    words: /rate.?limit|too many requests|\b429\b/i,
  },
  {
    failure: {
      code: 'model_overloaded',
      text: `The model is overloaded and did not answer at several attempts. ${kept}`,
      action: 'Try again in a few minutes.',
    },
    statuses: [529, 503],
    words: /overloaded|\b529\b/i,
  },
  {
    failure: {
      code: 'model_silent',
      text: `The model did not say anything for too long and was given up. ${kept}`,
      action: 'Try again.',
    },
    statuses: [408, 504],
    words: /time.?d?.?out|idle|stalled|no response/i,
  },
  {
    failure: {
      code: 'model_unreachable',
      text: `The model could not be reached, or had a fault of its own. ${kept}`,
      action: 'Try again in a minute.',
    },
    statuses: [500, 502],
    words: /\b50[02]\b|econn|network|fetch failed|cannot be reached|api_error|internal server/i,
  },
  {
    failure: {
      code: 'desk_needs_restart',
      text: `The desk has lost its way to its own memory, and no answer works there until it is restarted. ${kept}`,
      action:
        'It is restarted by itself. Try again when it is ready; should this happen again and again, its page says so.',
    },
    statuses: [],
    words: saysMemoryIsLost,
  },
]

export function failureOf({ message, errorKind, httpStatus }: ErrorEnding): Failure {
  const told = `${errorKind ?? ''} ${message}`
  const kind =
    kinds.find(({ statuses }) => httpStatus !== undefined && statuses.includes(httpStatus)) ??
    kinds.find(({ words }) => words.test(told))
  return kind?.failure ?? unnamed(message)
}

function unnamed(message: string): Failure {
  return {
    code: 'turn_failed',
    text: `The answer failed. The desk said: ${message.slice(0, 500) || 'nothing'} ${kept}`,
    action: 'Try again.',
  }
}

export const lostTurn: Failure = {
  code: 'desk_lost_turn',
  text: `The desk was interrupted in the middle of this answer and did not take it up again. ${kept}`,
  action: 'Try again.',
}

export const endedEarly: Failure = {
  code: 'ended_early',
  text: `The desk ended this answer before it was whole. ${kept}`,
  action: 'Try again.',
}

export const emptyAnswer: Failure = {
  code: 'empty_answer',
  text: 'The model ended its turn without a word.',
  action: 'Try again, or say it in other words.',
}

export function noProgress(minutes: number): Failure {
  return {
    code: 'no_progress',
    text: `Nothing was heard of this answer for ${minutes} minutes, so it was ended. ${kept}`,
    action: 'Try again.',
  }
}

export function deskGone(minutes: number): Failure {
  return {
    code: 'desk_unreachable',
    text: `The desk could not be reached for ${minutes} minutes. ${kept}`,
    action: 'Look at the desk on the employee page, then try again.',
  }
}

export function refused(why: string): Failure {
  return {
    code: 'message_refused',
    text: `The desk did not take this message: ${why.slice(0, 500)}`,
    action: 'Change the message or its attachments and send it again.',
  }
}

export const attachmentsTooLarge: Failure = {
  code: 'attachments_too_large',
  text: 'The attachments are too large to be handed over together: the limit is 18 MB in one message. Nothing was sent to the model.',
  action: 'Send them in several messages.',
}

export const cannotForget: Failure = {
  code: 'context_not_rewound',
  text: 'The desk could not take what was replaced out of its memory of this conversation. Nothing was sent to the model.',
  action: 'Try again.',
}
