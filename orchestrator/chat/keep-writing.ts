// Keeps an answer's rows up with what is known of its turn: the first words at once, then every 50 ms at most.
import { setTimeout as sleep } from 'node:timers/promises'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Turn } from '#orchestrator/turn/turn.ts'
import type { AnswerWriter } from './write-answer.ts'

export interface Writing {
  /** More is known. */
  ring: () => void
  /** Resolves when nothing is being written any more. */
  stop: () => Promise<void>
}

export interface WritingOptions {
  writer: AnswerWriter
  turn: () => Turn
  mayAct: () => boolean
  /** Somebody else has ended the answer. */
  onClosed: () => void
  log: Log
}

const writeEveryMs = 50
const tryAgainMs = 300
const idleMs = 60_000

export function keepWriting({ writer, turn, mayAct, onClosed, log }: WritingOptions): Writing {
  const alarm = newAlarm()
  let isOver = false

  async function writeOnce(): Promise<void> {
    try {
      if (!mayAct()) throw new Error('Another orchestrator may look after this host')
      if (await writer.write(turn())) return void (await sleep(writeEveryMs))
      isOver = true
      onClosed()
    } catch (error) {
      log.debug({ err: error }, 'An answer could not be written; trying again')
      alarm.ring()
      await sleep(tryAgainMs)
    }
  }

  async function keep(): Promise<void> {
    while (!isOver) {
      await alarm.wait(writer.heldUntil(turn()) ?? Date.now() + idleMs)
      if (!isOver) await writeOnce()
    }
  }

  const done = keep()
  return {
    ring: alarm.ring,
    stop() {
      isOver = true
      alarm.ring()
      return done
    },
  }
}
