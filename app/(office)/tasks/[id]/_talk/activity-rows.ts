// The lines of a timeline as rows: tool calls that follow each other are one. Pure.
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { type ToolLine, toolCallsOf } from '../_run/tool-calls.ts'

type ToolEntry = Extract<TimelineEntry, { kind: 'tool' }>
type OtherEntry = Exclude<TimelineEntry, ToolEntry>

export type ActivityRowFacts =
  | { key: string; kind: 'entry'; entry: OtherEntry }
  | { key: string; kind: 'tools'; first: ToolEntry; calls: readonly ToolLine[]; isOpen: boolean }

export function activityRows(entries: readonly TimelineEntry[], areToolsOpen: boolean): ActivityRowFacts[] {
  const rows: ActivityRowFacts[] = []
  for (let index = 0; index < entries.length; ) {
    const entry = entries[index]
    if (!entry) break
    if (entry.kind !== 'tool') {
      rows.push({ key: String(entry.id), kind: 'entry', entry })
      index += 1
      continue
    }
    const end = entries.findIndex(
      (one, at) => at > index && (one.kind !== 'tool' || one.runId !== entry.runId),
    )
    const group = entries.slice(index, end < 0 ? entries.length : end)
    rows.push({
      key: String(entry.id),
      kind: 'tools',
      first: entry,
      calls: toolCallsOf(group),
      isOpen: areToolsOpen,
    })
    index += group.length
  }
  return rows
}
