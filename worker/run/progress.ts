// Progress in the worker's own words: the newest state, at most one every two seconds.
import { setTimeout as sleep } from 'node:timers/promises'
import { plainLine } from '#lib/wire/plain-text.ts'
import type { Heard } from '../executor/executor.ts'
import type { Lease } from './lease.ts'

type Progress = NonNullable<Heard['progress']>

const betweenMs = 2000

export function openProgress(lease: Lease, tell: (state: string) => void): (progress: Progress) => void {
  let newest: Progress | undefined
  let isSending = false

  async function send(): Promise<void> {
    isSending = true
    while (newest && !lease.lost.aborted) {
      const { state, note } = newest
      newest = undefined
      const body = { leaseToken: lease.token, state, ...(note && { note }) }
      // Progress is told again with the next step.
      await lease.report('progress', { body }).catch(() => undefined)
      await sleep(betweenMs, undefined, { ref: false })
    }
    isSending = false
  }

  return ({ state, note }) => {
    const short = plainLine(state).slice(0, 80)
    if (short === '') return
    newest = { state: short, ...(note && { note: plainLine(note).slice(0, 2000) }) }
    tell(short)
    if (!isSending) void send()
  }
}
