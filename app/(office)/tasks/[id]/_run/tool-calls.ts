// Tool calls of a run from its lines: what was started and what came of it are one.
import type { TimelineEntry } from '#lib/wire/timeline.ts'

export interface ToolLine {
  key: string
  name: string
  summary: string
  state: 'running' | 'done' | 'failed'
  startedAt: string
  durationMs: number | null
}

export function toolCallsOf(entries: readonly TimelineEntry[]): ToolLine[] {
  const calls = new Map<string, ToolLine>()
  for (const entry of entries) {
    if (entry.kind !== 'tool') continue
    const { callId, name, phase, summary, isError, durationMs } = entry.data
    const key = `${entry.runId} ${callId}`
    const known = calls.get(key)
    const isOver = phase === 'ended'
    calls.set(key, {
      key,
      name,
      summary: summary || known?.summary || '',
      state: isOver ? (isError ? 'failed' : 'done') : (known?.state ?? 'running'),
      startedAt: known?.startedAt ?? entry.at,
      durationMs: durationMs ?? known?.durationMs ?? null,
    })
  }
  return [...calls.values()]
}
