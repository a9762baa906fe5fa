// Carries one run of a task at a desk until it has ended: its turns, its questions, its lease. Everything it needs is in rows and in the
// gateway's history, so whoever starts it again at any moment goes on from there.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { DeskQuestion } from '#orchestrator/gateway/questions.ts'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import { newTurn } from '#orchestrator/turn/fold-turn.ts'
import type { Limits } from '#orchestrator/turn/next-step.ts'
import { carryTurns } from './carry-turns.ts'
import { isLost } from './end-run.ts'
import { keepLease } from './keep-lease.ts'
import { keepTelling } from './keep-telling.ts'
import type { RunEnd, RunFacts, RunNews, RunNotes } from './run.ts'
import { keepQuestions } from './run-questions.ts'
import { openRunState, type RunState } from './run-state.ts'
import { watchQuestions } from './watch-questions.ts'
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

export function carryRun(options: CarryRunOptions): RunCarrier {
  const { run, line, log, mayAct, exec, limits, wasSent } = options
  const state = openRunState(run, { notes: options.notes, news: options.news, wasSent }, log)
  const { sessionKey } = state.notes
  const end = () => state.stop('gone')
  const writer = createRunWriter(run, state.notes.firstLine, options.kept)
  const telling = keepTelling({
    write: () => writer.write(state.turn?.turn() ?? newTurn(run.runId), false),
    mayAct,
    onLost: end,
    log,
  })
  const questions = keepQuestions({
    run,
    line,
    notes: () => state.notes,
    deliver: (questionId) => state.note({ delivered: [...state.notes.delivered, questionId] }),
  })
  const watch = () => watchQuestions(state, questions)
  const lease = keepLease({ run, isRunning: wasSent, mayAct, onBeat: isWorthKeeping, onLost: end, log })
  const refreshWords = keepWordsRight(state, line)

  /** Nobody is told that a task runs while its desk is away and has never had it. */
  function isWorthKeeping(): boolean {
    watch()
    if (state.wasSent || line()?.state === 'open') return true
    state.stop('unsent')
    return false
  }

  function quietly(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (isLost(error)) end()
      else log.warn({ err: error, runId: run.runId }, 'A question of a run is not settled yet')
    })
  }

  async function hearOpenQuestions(): Promise<void> {
    const connection = line()
    if (connection?.state !== 'open') return
    for (const asked of await connection.openQuestions())
      if (asked.sessionKey === sessionKey) await questions.hear(asked)
    watch()
  }

  function lineChanged(): void {
    state.turn?.lineChanged()
    quietly(hearOpenQuestions())
  }

  async function carry(): Promise<RunEnd | undefined> {
    const on = {
      onSent() {
        state.wasSent = true
        lease.beat()
      },
      onTurn: telling.ring,
      onBegin: lineChanged,
      onEnd: questions.turnEnded,
    }
    try {
      return await carryTurns({ run, state, writer, wasSent, line, exec, limits, log, ...on })
    } finally {
      await Promise.all([telling.stop(), lease.stop()])
    }
  }

  quietly(questions.learn(state.news.questions))
  return {
    run,
    sessionKey,
    hear(event) {
      state.turn?.hear(event)
      if (event.kind === 'tool' && event.phase !== 'update') refreshWords()
    },
    ask: (asked) => quietly(questions.hear(asked).then(watch)),
    give(news) {
      state.news = news
      if (news.usedUp && state.stopReason === undefined) state.stop('allowance')
      else state.turn?.give(state.orders())
      quietly(questions.learn(news.questions))
      state.ring()
    },
    end,
    lineChanged,
    letGo() {
      state.isLetGo = true
      state.turn?.letGo()
      state.ring()
    },
    done: carry(),
  }
}

/** Words before a tool come with their line breaks lost; lines of progress would run together. So each is read again when its tool begins. */
function keepWordsRight(state: RunState, line: CarryRunOptions['line']): () => void {
  let right = ''
  return () => {
    const text = state.turn?.turn().text ?? ''
    if (text === right) return
    right = text
    const told = line()?.refresh(state.notes.sessionKey)
    told?.then(
      () => {
        right = state.turn?.turn().text ?? ''
      },
      () => undefined,
    )
  }
}
