// Ends everything in the order in which nothing is lost: the gateway writes down its run, Chromium its profile, then the rest.
import type { DeskBoard } from './desk-board.ts'
import type { PartName } from './desk-status.ts'
import type { Part } from './supervise-part.ts'

/** Kept back of the grace for what comes after the gateway. */
const forBrowserMs = 3000
const forRestMs = 500
const leastMs = 250

export async function endDesk(
  parts: Record<PartName, Part>,
  board: DeskBoard,
  graceMs: number,
  log: (line: string) => void,
): Promise<void> {
  const begin = performance.now()
  const leftMs = () => graceMs - (performance.now() - begin)
  board.change({ isEnding: true })
  await parts.gateway.end(Math.max(graceMs - forBrowserMs - forRestMs, leastMs))
  await parts.browser.end(Math.max(Math.min(forBrowserMs, leftMs() - forRestMs), leastMs))
  await Promise.all([parts.windows.end(forRestMs), parts.display.end(forRestMs)])
  log(`agent: ended in ${Math.round(performance.now() - begin)} ms`)
}
