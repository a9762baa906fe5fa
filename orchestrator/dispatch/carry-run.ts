// Carries one run of a task at a desk until it has ended: its turns, its questions, its lease. Everything it needs is in rows and in the
// gateway's history, so whoever starts it again at any moment goes on from there.
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { DeskQuestion } from '#orchestrator/gateway/questions.ts'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import { carryTurn, type TurnCarrier } from '#orchestrator/turn/carry-turn.ts'
import { newTurn, withoutRunningTools } from '#orchestrator/turn/fold-turn.ts'
import type { Limits } from '#orchestrator/turn/next-step.ts'
import type { StepResult } from '#orchestrator/turn/take-step.ts'
import type { Orders, Outcome, Turn } from '#orchestrator/turn/turn.ts'
import { wholeTurn } from '#orchestrator/turn/whole-turn.ts'
import { afterTurn, type Next, type StopReason } from './after-turn.ts'
import { withdrawQuestions } from './ask-people.ts'
import { buildAnswer } from './build-prompt.ts'
import { writeNotes } from './claim-work.ts'
import { complete, fail, isLost, release } from './end-run.ts'
import { keepLease } from './keep-lease.ts'
import { keepTelling } from './keep-telling.ts'
import type { RunEnd, RunFacts, RunNews, RunNotes, RunQuestion } from './run.ts'
import { keepQuestions } from './run-questions.ts'
import { sendTask, sendWords } from './send-task.ts'
import type { Exec } from './workspace.ts'
import { createRunWriter } from './write-run.ts'

export interface CarryRunOptions {
  run: RunFacts
  notes: RunNotes
  news: RunNews
  /** Lines of the log that are kept already. */
  kept: number
  /** It may have been sent already: by an orchestrator before this one. */
  wasSent: boolean
  line: () => GatewayConnection | undefined
  exec: Exec
  limits: Limits
  log: Log
  mayAct: () => boolean
}

export interface RunCarrier {
  readonly run: RunFacts
  readonly sessionKey: string
  hear: (event: TurnEvent) => void
  ask: (question: DeskQuestion) => void
  give: (news: RunNews) => void
  /** It is no longer ours: the task was stopped, or the lease is lost. */
  end: () => void
  lineChanged: () => void
  /** Lets go without ending the run. */
  letGo: () => void
  /** How it ended; undefined when it was let go. */
  done: Promise<RunEnd | undefined>
}

interface TurnToCarry {
  key: string
  wasSent: boolean
  send: (connection: GatewayConnection) => Promise<StepResult>
}

const parkBeforeMs = 5000
const lookEveryMs = 60_000

export function carryRun(options: CarryRunOptions): RunCarrier {
  const { run, line, log, exec, mayAct } = options
  const state = { notes: options.notes, news: options.news, turn: undefined as TurnCarrier | undefined }
  const life = { isLetGo: false, stopReason: undefined as StopReason | undefined }
  const change = newAlarm()
  const writer = createRunWriter(run, state.notes.firstLine, options.kept)
  const means = { run, exec, writer, log, isLetGo: () => life.isLetGo }

  const telling = keepTelling({
    write: () => writer.write(state.turn?.turn() ?? newTurn(run.runId), false),
    mayAct,
    onLost: end,
    log,
  })
  const questions = keepQuestions({ run, line, notes: () => state.notes, deliver: noteDelivered })
  const lease = keepLease({
    run,
    isRunning: options.wasSent,
    mayAct,
    onBeat: watchQuestions,
    onLost: end,
    log,
  })

  async function note(changes: Partial<RunNotes>): Promise<void> {
    state.notes = { ...state.notes, ...changes }
    await writeNotes(run.runId, state.notes)
  }

  function noteDelivered(questionId: string): Promise<void> {
    return note({ delivered: [...state.notes.delivered, questionId] })
  }

  function orders(): Orders {
    return { isStopWanted: life.stopReason !== undefined, deskFailure: state.news.desk?.failure }
  }

  function stop(reason: StopReason): void {
    if (life.stopReason === 'gone') return
    life.stopReason = reason
    state.turn?.give(orders())
    change.ring()
  }

  function end(): void {
    stop('gone')
  }

  function watchQuestions(): void {
    if (!questions.isWaiting()) return
    state.turn?.noteLife()
    const expiry = questions.firstExpiry()
    if (expiry === undefined) return
    const inMs = expiry - parkBeforeMs - Date.now()
    if (inMs <= 0) stop('parked')
    else if (inMs < lookEveryMs) setTimeout(watchQuestions, inMs).unref()
  }

  function quietly(work: Promise<void>): void {
    work.catch((error: unknown) =>
      isLost(error)
        ? end()
        : log.warn({ err: error, runId: run.runId }, 'A question of a run is not settled yet'),
    )
  }

  async function carryOne({
    key,
    wasSent,
    send,
  }: TurnToCarry): Promise<{ outcome: Outcome; turn: Turn } | undefined> {
    const place = { sessionKey: state.notes.sessionKey, key }
    const carrier = carryTurn({
      place,
      orders: orders(),
      wasSent,
      line,
      send: async (connection) => {
        const result = await send(connection)
        lease.beat()
        return result
      },
      onTurn: telling.ring,
      limits: options.limits,
      log,
    })
    state.turn = carrier
    lineChanged()
    const outcome = await carrier.done
    // What is still being told of it is told now, and by nobody else later.
    state.turn = undefined
    questions.turnEnded()
    if (!outcome) return undefined
    const turn =
      outcome.status === 'complete' ? await wholeTurn(carrier.turn(), place, line()) : carrier.turn()
    return { outcome, turn: withoutRunningTools(turn, Date.now()) }
  }

  async function carry(): Promise<RunEnd | undefined> {
    await untilDone(() => note({}))
    let next: TurnToCarry = firstTurn(options)
    while (!life.isLetGo) {
      const ended = await carryOne(next)
      if (!ended) return undefined
      const decision = await decide(ended.outcome)
      if (decision.do !== 'go_on') return finish(decision, ended.turn)
      await untilDone(() => writer.write(ended.turn, true))
      const { question } = decision
      const delivered = [...state.notes.delivered, question.id]
      await untilDone(() => note({ gatewayRunId: question.id, firstLine: writer.closeTurn(), delivered }))
      next = answerTurn(run, question, false)
    }
    return undefined
  }

  /** Waits for a person where that is what it takes. */
  async function decide(outcome: Outcome): Promise<Exclude<Next, { do: 'wait' }>> {
    for (;;) {
      const { stopReason } = life
      const facts = {
        outcome,
        stopReason,
        news: state.news,
        delivered: state.notes.delivered,
        now: Date.now(),
      }
      const next = life.isLetGo ? ({ do: 'forget' } as const) : afterTurn(facts)
      if (next.do === 'go_on' && stopReason === 'parked') life.stopReason = undefined
      if (next.do !== 'wait') return next
      log.info({ runId: run.runId }, 'A run waits for a person without its desk')
      await change.wait(Math.min(next.until, Date.now() + lookEveryMs))
    }
  }

  async function finish(
    next: Exclude<Next, { do: 'wait' | 'go_on' }>,
    turn: Turn,
  ): Promise<RunEnd | undefined> {
    if (life.isLetGo) return undefined
    if (next.do === 'forget') return { outcome: 'gone', code: '' }
    if (next.do === 'complete') {
      await untilDone(() => withdrawQuestions(run.runId))
      return complete(means, turn)
    }
    await untilDone(() => writer.write(turn, true))
    return next.do === 'fail' ? fail(means, next.failure) : release(means, next.failure)
  }

  /** What cannot be done now is done as soon as it can; what is no longer ours to do is not. */
  async function untilDone(work: () => Promise<void>): Promise<void> {
    while (!life.isLetGo && life.stopReason !== 'gone') {
      try {
        return await work()
      } catch (error) {
        if (isLost(error)) return end()
        log.warn({ err: error, runId: run.runId }, 'A run could not be noted; trying again')
        await change.wait(Date.now() + 1000)
      }
    }
  }

  function lineChanged(): void {
    state.turn?.lineChanged()
    const connection = line()
    if (connection?.state !== 'open') return
    quietly(
      connection.openQuestions().then(async (open) => {
        for (const asked of open) if (asked.sessionKey === state.notes.sessionKey) await questions.hear(asked)
      }),
    )
  }

  async function carryAndClean(): Promise<RunEnd | undefined> {
    try {
      return await carry()
    } finally {
      await Promise.all([telling.stop(), lease.stop()])
    }
  }

  quietly(questions.learn(state.news.questions))
  return {
    run,
    sessionKey: state.notes.sessionKey,
    hear: (event) => state.turn?.hear(event),
    ask: (asked) => quietly(questions.hear(asked).then(watchQuestions)),
    give(news) {
      state.news = news
      if (news.isAllowanceUsedUp && life.stopReason === undefined) stop('allowance')
      else state.turn?.give(orders())
      quietly(questions.learn(news.questions))
      change.ring()
    },
    end,
    lineChanged,
    letGo() {
      life.isLetGo = true
      state.turn?.letGo()
      change.ring()
    },
    done: carryAndClean(),
  }
}

/** The task itself, or the answer that the session went on with when somebody else carried it. */
function firstTurn({ run, notes, news, exec, wasSent }: CarryRunOptions): TurnToCarry {
  const question = news.questions.find(({ id }) => id === notes.gatewayRunId)
  if (question) return answerTurn(run, question, wasSent)
  return { key: run.runId, wasSent, send: (connection) => sendTask(connection, exec, run) }
}

function answerTurn(run: RunFacts, { id, text, answer }: RunQuestion, wasSent: boolean): TurnToCarry {
  const words = buildAnswer(run.runId, text, answer ?? '')
  return { key: id, wasSent, send: (connection) => sendWords(connection, run, { key: id, text: words }) }
}
