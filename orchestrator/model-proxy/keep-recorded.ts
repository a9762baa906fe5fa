// While an answer is on its way: shows that its call is alive, and sees to it that what it has cost is written down before it is passed on.
// The writing runs ahead, so that words wait for the database only when they come faster than it writes.
import { costMicrosOf, noUsage, type TokenUsage } from '#lib/model/prices.ts'
import { type Reservation, tokensAhead } from './reserve.ts'
import { touchCall } from './settle.ts'

export interface Recorder {
  /** Undefined when enough is written down; else what to wait for, which fails when it cannot be. */
  settledFor: (usage: TokenUsage) => Promise<void> | undefined
  stop: () => void
}

const signOfLifeMs = 10_000

export function keepRecorded({ id, price, recordedMicros }: Reservation): Recorder {
  const aheadMicros = costMicrosOf(price, { ...noUsage(), outputTokens: tokensAhead })
  let recorded = recordedMicros
  let writing: Promise<void> | undefined
  const write = (usage: TokenUsage, costMicros: number) => {
    const next = costMicros + aheadMicros
    writing = touchCall(id, { ...usage, recordedMicros: next })
      .then((isOpen) => {
        if (!isOpen) throw new Error('The call was ended by somebody else.')
        recorded = next
      })
      .finally(() => {
        writing = undefined
      })
    // Whoever needs it waits for it and hears of a failure; one that nobody waits for is tried again with the next piece.
    writing.catch(() => undefined)
    return writing
  }
  const untilRecorded = async (usage: TokenUsage, costMicros: number) => {
    if (writing) await writing
    if (costMicros > recorded) await write(usage, costMicros)
  }
  const alive = setInterval(() => void touchCall(id).catch(() => undefined), signOfLifeMs)
  return {
    settledFor(usage) {
      const costMicros = costMicrosOf(price, usage)
      if (costMicros > recorded) return untilRecorded(usage, costMicros)
      if (costMicros > recorded - aheadMicros / 2) writing ??= write(usage, costMicros)
      return undefined
    },
    stop: () => clearInterval(alive),
  }
}
