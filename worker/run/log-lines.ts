// The log of a run: lines are gathered for a moment, numbered and sent in order. What cannot be sent yet waits, within bounds.
import { setTimeout as sleep } from 'node:timers/promises'
import { plainText } from '#lib/wire/plain-text.ts'
import type { Lease } from './lease.ts'

export interface LogLines {
  add: (lines: string[]) => void
  /** Sends what is there; waits no longer than that. */
  finish: (patienceMs: number) => Promise<void>
}

const gatherMs = 1000
const linesPerPiece = 200
/** The API takes 256 KB at a time; in JSON some characters need several bytes. */
const bytesPerPiece = 60_000
const longestLine = 4000
/** A program that says the same thing for ever fills no database. */
const linesPerRun = 20_000

export function openLog(lease: Lease): LogLines {
  const waiting: string[] = []
  let taken = 0
  let sent = 0
  let ended = false
  let wake = () => undefined as unknown

  async function sendPiece(): Promise<void> {
    const lines = nextPiece(waiting)
    await lease.report('log', { body: { leaseToken: lease.token, firstLine: sent, lines } })
    waiting.splice(0, lines.length)
    sent += lines.length
  }

  async function keepSending(): Promise<void> {
    while (!lease.lost.aborted) {
      while (waiting.length > 0) await sendPiece()
      if (ended) return
      await Promise.race([sleep(gatherMs), new Promise((resolve) => (wake = () => resolve(undefined)))])
    }
  }
  // A log that is refused is no reason to stop the work.
  const sending = keepSending().catch(() => undefined)

  return {
    add(lines) {
      const plain = lines.map((line) => plainText(line).slice(0, longestLine))
      const room = linesPerRun - taken
      waiting.push(...plain.slice(0, Math.max(0, room)))
      if (room > 0 && plain.length >= room) waiting.push('(The log ends here: it has become too long.)')
      taken += plain.length
    },
    async finish(patienceMs) {
      ended = true
      wake()
      await Promise.race([sending, sleep(patienceMs)])
    },
  }
}

function nextPiece(waiting: string[]): string[] {
  let bytes = 0
  const end = waiting.findIndex((line, at) => {
    bytes += Buffer.byteLength(line)
    return at > 0 && (at >= linesPerPiece || bytes > bytesPerPiece)
  })
  return waiting.slice(0, end === -1 ? waiting.length : end)
}
