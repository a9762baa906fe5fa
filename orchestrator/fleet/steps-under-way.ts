// Steps of different desks run side by side; no desk ever has two at once.
import type { Log } from '#orchestrator/log.ts'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import type { Step, StepKind } from './fleet.ts'
import type { WantedDesk } from './read-desired.ts'

export interface StepAtDesk {
  step: Step
  wanted: WantedDesk | undefined
  have: ObservedDesk | undefined
}

export interface StepsUnderWay {
  kinds: () => Map<string, StepKind>
  begin: (at: StepAtDesk) => void
  settled: () => Promise<unknown>
}

export interface StepsOptions {
  /** Answers whether anything changed. */
  carryOut: (at: StepAtDesk) => Promise<boolean>
  onChange: () => void
  log: Log
}

export function stepsUnderWay({ carryOut, onChange, log }: StepsOptions): StepsUnderWay {
  const underWay = new Map<string, { kind: StepKind; done: Promise<void> }>()

  async function finish(at: StepAtDesk): Promise<void> {
    const { deskId, do: kind } = at.step
    let isChanged = false
    try {
      isChanged = await carryOut(at)
    } catch (error) {
      log.warn({ err: error, deskId, step: kind }, 'A step could not be written down and was left for later')
    } finally {
      underWay.delete(deskId)
      if (isChanged) onChange()
    }
  }

  return {
    kinds: () => new Map([...underWay].map(([deskId, { kind }]) => [deskId, kind])),
    begin: (at) => void underWay.set(at.step.deskId, { kind: at.step.do, done: finish(at) }),
    settled: () => Promise.all([...underWay.values()].map(({ done }) => done)),
  }
}
