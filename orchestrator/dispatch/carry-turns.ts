// The turns of a run, one after the other: the task itself, then what people answered after the desk had stopped waiting.
import type { Refusal } from '#lib/question/ask-to-continue.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { Log } from '#orchestrator/log.ts'
import { carryTurn } from '#orchestrator/turn/carry-turn.ts'
import { withoutRunningTools } from '#orchestrator/turn/fold-turn.ts'
import type { Limits } from '#orchestrator/turn/next-step.ts'
import { readCutShort, readRefusal } from '#orchestrator/turn/read-refusal.ts'
import type { StepResult } from '#orchestrator/turn/take-step.ts'
import type { Outcome, Turn } from '#orchestrator/turn/turn.ts'
import { wholeTurn } from '#orchestrator/turn/whole-turn.ts'
import { afterTurn, type Next } from './after-turn.ts'
import { withdrawQuestions } from './ask-people.ts'
import { buildAnswer, buildGoOn } from './build-prompt.ts'
import { complete, fail, park, release } from './end-run.ts'
import type { RunEnd, RunFacts, RunQuestion } from './run.ts'
import type { RunState } from './run-state.ts'
import { sendTask, sendWords } from './send-task.ts'
import type { Exec } from './workspace.ts'
import type { RunWriter } from './write-run.ts'

export interface TurnsOptions {
  run: RunFacts
  state: RunState
  writer: RunWriter
  wasSent: boolean
  line: () => GatewayConnection | undefined
  exec: Exec
  limits: Limits
  log: Log
  onSent: () => void
  onTurn: () => void
  onBegin: () => void
  onEnd: () => void
}

interface TurnToCarry {
  key: string
  wasSent: boolean
  send: (connection: GatewayConnection) => Promise<StepResult>
}

type Decision = Exclude<Next, { do: 'wait' }>

const lookEveryMs = 60_000

/** Undefined when it was let go. */
export async function carryTurns(options: TurnsOptions): Promise<RunEnd | undefined> {
  const { run, state, writer } = options
  await state.untilDone(() => state.note({}))
  let next = firstTurn(options)
  while (!state.isLetGo) {
    const ended = await carryOne(options, next)
    if (!ended) return undefined
    const decision = await decide(options, ended.outcome)
    if (decision.do !== 'go_on') return finish(options, decision, ended.turn)
    const { question } = decision
    const delivered = [...state.notes.delivered, question.id]
    await state.untilDone(() => writer.write(ended.turn, true))
    const firstLine = writer.closeTurn()
    await state.untilDone(() => state.note({ gatewayRunId: question.id, firstLine, delivered }))
    next = answerTurn(run, question, false)
  }
  return undefined
}

/** The task itself; or that with which its session went on, or goes on now: an answer, or leave to spend more. */
function firstTurn({ run, state, exec, wasSent }: TurnsOptions): TurnToCarry {
  const question = state.news.questions.find(({ id }) => id === state.notes.gatewayRunId)
  if (question) return answerTurn(run, question, wasSent)
  return { key: run.runId, wasSent, send: (connection) => sendTask(connection, exec, run) }
}

function answerTurn(run: RunFacts, { id, kind, text, answer }: RunQuestion, wasSent: boolean): TurnToCarry {
  const words = kind === 'allowance' ? buildGoOn(run.runId) : buildAnswer(run.runId, text, answer ?? '')
  return { key: id, wasSent, send: (connection) => sendWords(connection, run, { key: id, text: words }) }
}

async function carryOne(
  { state, line, limits, log, ...on }: TurnsOptions,
  { key, wasSent, send }: TurnToCarry,
): Promise<{ outcome: Outcome; turn: Turn } | undefined> {
  const place = { sessionKey: state.notes.sessionKey, key }
  const carrier = carryTurn({
    place,
    orders: state.orders(),
    wasSent,
    line,
    send: async (connection) => {
      const result = await send(connection)
      on.onSent()
      return result
    },
    onTurn: on.onTurn,
    limits,
    log,
  })
  state.turn = carrier
  on.onBegin()
  const outcome = await carrier.done
  // What is still to be told of it is told by whoever ends it.
  state.turn = undefined
  on.onEnd()
  if (!outcome) return undefined
  const turn = outcome.status === 'complete' ? await wholeTurn(carrier.turn(), place, line()) : carrier.turn()
  return { outcome, turn: withoutRunningTools(turn, Date.now()) }
}

/** Waits for a person where that is what it takes. */
async function decide({ run, state, log }: TurnsOptions, outcome: Outcome): Promise<Decision> {
  let refusal: Refusal | undefined
  let cutShort: Refusal | undefined
  await state.untilDone(async () => {
    if (outcome.status === 'failed') refusal = await readRefusal(run)
    if (outcome.status === 'complete') cutShort = await readCutShort(run)
  })
  for (;;) {
    const { stopReason, news, notes } = state
    if (state.isLetGo) return { do: 'forget' }
    const { delivered } = notes
    const next = afterTurn({ outcome, stopReason, news, refusal, cutShort, delivered, now: Date.now() })
    if (next.do === 'go_on' && stopReason === 'waits') state.stopReason = undefined
    if (next.do !== 'wait') return next
    log.info({ runId: run.runId }, 'A run waits for a person without its desk')
    await state.wait(Math.min(next.until, Date.now() + lookEveryMs))
  }
}

async function finish(
  { run, state, writer, exec, log }: TurnsOptions,
  next: Exclude<Decision, { do: 'go_on' }>,
  turn: Turn,
): Promise<RunEnd | undefined> {
  if (state.isLetGo) return undefined
  if (next.do === 'forget') return { outcome: 'gone', code: '' }
  const means = { run, exec, writer, log, isLetGo: () => state.isLetGo }
  if (next.do === 'complete') {
    await state.untilDone(() => withdrawQuestions(run.runId))
    return complete(means, turn)
  }
  await state.untilDone(() => writer.write(turn, true))
  if (next.do === 'park') return park(means, { ...state.notes, firstLine: writer.closeTurn() }, next.refusal)
  return next.do === 'fail' ? fail(means, next.failure) : release(means, next.failure)
}
