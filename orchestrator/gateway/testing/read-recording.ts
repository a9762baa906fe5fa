/** Frames and histories recorded from OpenClaw 2026.9.6 with the practice model, without what we do not read. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { createTurnFold } from '../fold-turns.ts'
import { historyResult } from '../frame.ts'
import { readHistory } from '../history.ts'
import type { TurnEvent } from '../turn-event.ts'

const history = historyResult.transform(readHistory)
const recording = z.object({
  key: z.string(),
  runId: z.string(),
  frames: z.array(z.object({ event: z.string(), payload: z.unknown() })),
  history,
  /** While the run was going on. */
  during: history.optional(),
  /** Of the second message in the same session. */
  second: z.string().optional(),
  /** After the gateway was killed and started again, when it had taken the turn up again. */
  resumed: history.optional(),
})
export type Recording = z.infer<typeof recording>

export async function readRecording(name: string): Promise<Recording> {
  const text = await readFile(new URL(`recordings/${name}.json`, import.meta.url), 'utf8')
  return recording.parse(JSON.parse(text))
}

export function foldAll({ frames }: Recording): TurnEvent[] {
  const fold = createTurnFold()
  return frames.flatMap((frame) => fold.fold(frame).map(({ event }) => event))
}
