/**
 * One connection to a desk's gateway on the official client. It comes back by itself after a break, tells listeners what
 * they missed, and speaks of turns. What the gateway really does is written down in docs/gateway.md.
 */
import type { Log } from '../log.ts'
import { catchUpInFlight } from './catch-up.ts'
import { createTurnFold } from './fold-turns.ts'
import type { SessionHistory } from './history.ts'
import { type Link, openLink } from './link.ts'
import { saysMemoryIsLost } from './lost-memory.ts'
import { missedEvents } from './missed-events.ts'
import {
  answerQuestion,
  cancelQuestion,
  type DeskQuestion,
  openQuestions,
  readQuestion,
} from './questions.ts'
import { abortRun, type Message, patchSession, readSession, rewindTo, sendMessage } from './session-verbs.ts'
import { createTurnListeners, type TurnListener } from './turn-listeners.ts'

type ConnectionState = 'connecting' | 'open' | 'closed'

export type GatewayConnection = {
  readonly state: ConnectionState
  /** A model is used from this message on. */
  send: (message: Message & { model?: string }) => Promise<{ runId: string }>
  /** Without a run id, whatever runs in the session. */
  abort: (sessionKey: string, runId?: string) => Promise<void>
  history: (sessionKey: string, limit?: number) => Promise<SessionHistory>
  /** Takes the message sent with this key, and all after it, out of the model's context; false when it is not there. */
  rewindTo: (sessionKey: string, key: string) => Promise<boolean>
  setModel: (sessionKey: string, model: string) => Promise<void>
  /** Has listeners hear the text of the run going on as history has it: right to the letter, where the stream lost white space. */
  refresh: (sessionKey: string) => Promise<void>
  /** `*` hears every session. After a break, listeners hear what they missed. */
  onTurn: (sessionKey: string, listener: TurnListener) => () => void
  onState: (listener: (state: ConnectionState) => void) => () => void
  /** The gateway fails whatever is asked of it from now on: only another process helps. Told before whatever failed. */
  onLostMemory: (listener: () => void) => void
  /** Somebody at the desk asks a person and waits. What was asked while there was no connection is among the open questions. */
  onQuestion: (listener: (question: DeskQuestion) => void) => void
  openQuestions: () => Promise<DeskQuestion[]>
  /** False when the desk does not wait for it any more. */
  answerQuestion: (questionId: string, answer: string) => Promise<boolean>
  /** Whoever asked goes on without an answer. */
  cancelQuestion: (questionId: string) => Promise<void>
  close: () => Promise<void>
}

export type ConnectOptions = {
  url: string
  token: string
  log?: Log
  /** How long the first connection may take before the promise is rejected. */
  connectTimeoutMs?: number
  /** How long a request may wait for its answer. */
  requestTimeoutMs?: number
}

const wholeHistory = 1000

/** @throws AppError unavailable when the gateway refuses the token or does not answer in time. */
export async function connectGateway(options: ConnectOptions): Promise<GatewayConnection> {
  const fold = createTurnFold()
  const listeners = createTurnListeners()
  const stateListeners = new Set<(state: ConnectionState) => void>()
  const questionListeners = new Set<(question: DeskQuestion) => void>()
  const lossListeners = new Set<() => void>()
  /** What was told to this gateway since it last said hello. */
  const models = new Map<string, string>()
  let state: ConnectionState = 'connecting'

  function become(next: ConnectionState): void {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener(next)
  }

  function heed(told: string): void {
    if (saysMemoryIsLost.test(told)) for (const listener of lossListeners) listener()
  }

  async function catchUp(link: Link, restarted: boolean): Promise<void> {
    const open = fold.openRuns()
    for (const sessionKey of new Set([...listeners.sessions(), ...open.map((run) => run.sessionKey)])) {
      const history = await readSession(link, sessionKey)
      const own = open.filter((run) => run.sessionKey === sessionKey).map((run) => run.runId)
      const { events, ended } = missedEvents(history, own, restarted)
      listeners.tell(fold.learn(sessionKey, events))
      for (const runId of ended) fold.forget(runId)
    }
  }

  function catchUpSoon(link: Link, restarted: boolean): void {
    catchUp(link, restarted).catch((error: unknown) =>
      options.log?.warn({ err: error }, 'Could not catch up with a gateway'),
    )
  }

  const link = await openLink({
    ...options,
    onFrame: (frame) => {
      const events = fold.fold(frame)
      for (const { event } of events) if (event.kind === 'error') heed(event.message)
      listeners.tell(events)
      const question = readQuestion(frame)
      if (question) for (const listener of questionListeners) listener(question)
    },
    onOpen: (opened, { isFirst, restarted }) => {
      models.clear()
      become('open')
      if (!isFirst) catchUpSoon(opened, restarted)
    },
    onGap: (opened) => catchUpSoon(opened, false),
    onBreak: () => become('connecting'),
    onRefusal: heed,
  })

  async function setModel(sessionKey: string, model: string): Promise<void> {
    if (models.get(sessionKey) === model) return
    await patchSession(link, sessionKey, model)
    models.set(sessionKey, model)
  }

  return {
    get state() {
      return state
    },
    send: async ({ model, ...message }) => {
      if (model) await setModel(message.sessionKey, model)
      return sendMessage(link, message)
    },
    abort: (sessionKey, runId) => abortRun(link, sessionKey, runId),
    history: (sessionKey, limit) => readSession(link, sessionKey, limit),
    rewindTo: (sessionKey, key) => rewindTo(link, sessionKey, key),
    setModel,
    refresh: async (sessionKey) => {
      const history = await readSession(link, sessionKey, wholeHistory)
      // Of a longer one the beginning would be missing.
      if (history.messages.length < wholeHistory)
        listeners.tell(fold.learn(sessionKey, catchUpInFlight(history)))
    },
    onTurn: listeners.add,
    onState: (listener) => {
      stateListeners.add(listener)
      return () => void stateListeners.delete(listener)
    },
    onLostMemory: (listener) => void lossListeners.add(listener),
    onQuestion: (listener) => void questionListeners.add(listener),
    openQuestions: () => openQuestions(link),
    answerQuestion: (questionId, answer) => answerQuestion(link, questionId, answer),
    cancelQuestion: (questionId) => cancelQuestion(link, questionId),
    close: async () => {
      await link.close()
      become('closed')
    },
  }
}
