// What is known of a run while it is carried, and whether it still may be.
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import type { TurnCarrier } from '#orchestrator/turn/carry-turn.ts'
import type { Orders } from '#orchestrator/turn/turn.ts'
import type { StopReason } from './after-turn.ts'
import { writeNotes } from './claim-work.ts'
import { isLost } from './end-run.ts'
import type { RunFacts, RunNews, RunNotes } from './run.ts'

export interface RunState {
  notes: RunNotes
  news: RunNews
  /** The turn that goes on. */
  turn: TurnCarrier | undefined
  stopReason: StopReason | undefined
  isLetGo: boolean
  /** The desk has the task, as far as we know. */
  wasSent: boolean
  orders: () => Orders
  /** Ends the turn that goes on, for this reason. */
  stop: (reason: StopReason) => void
  /** Something changed that somebody may wait for. */
  ring: () => void
  wait: (until: number) => Promise<void>
  /** Row before effect: what the next orchestrator needs to know. */
  note: (changes: Partial<RunNotes>) => Promise<void>
  /** What cannot be done now is done as soon as it can; what is no longer ours to do is not. */
  untilDone: (work: () => Promise<void>) => Promise<void>
}

const tryAgainMs = 1000

export function openRunState(
  run: RunFacts,
  known: Pick<RunState, 'notes' | 'news' | 'wasSent'>,
  log: Log,
): RunState {
  const change = newAlarm()
  const state: RunState = {
    ...known,
    turn: undefined,
    stopReason: undefined,
    isLetGo: false,
    orders: () => ({
      isStopWanted: state.stopReason !== undefined,
      deskFailure: state.news.desk?.failure,
    }),
    stop(reason) {
      if (state.stopReason === 'gone') return
      state.stopReason = reason
      state.turn?.give(state.orders())
      change.ring()
    },
    ring: change.ring,
    wait: change.wait,
    async note(changes) {
      state.notes = { ...state.notes, ...changes }
      await writeNotes(run.runId, state.notes)
    },
    async untilDone(work) {
      while (!state.isLetGo && state.stopReason !== 'gone') {
        try {
          return await work()
        } catch (error) {
          if (isLost(error)) return state.stop('gone')
          log.warn({ err: error, runId: run.runId }, 'A run could not be noted; trying again')
          await change.wait(Date.now() + tryAgainMs)
        }
      }
    },
  }
  return state
}
