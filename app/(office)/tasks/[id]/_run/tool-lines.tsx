'use client'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import type { TimelineEntry } from '#lib/wire/timeline.ts'
import { Button } from '../../../../_ui/button.tsx'
import { Elapsed } from '../../../../_ui/elapsed.tsx'
import { Lamp } from '../../../../_ui/lamp.tsx'
import { durationInWords } from '../_words/duration.ts'
import { type ToolLine, toolCallsOf } from './tool-calls.ts'

const shownAtFirst = 5

/** The latest tool calls, one line each, the newest last. */
export function ToolLines({ entries }: { entries: readonly TimelineEntry[] }) {
  const [areAllShown, setAllShown] = useState(false)
  const calls = toolCallsOf(entries)
  if (calls.length === 0) return null
  const shown = areAllShown ? calls : calls.slice(-shownAtFirst)
  return (
    <div className="flex flex-col items-start">
      {calls.length > shown.length && (
        <Button tone="plain" className="-ml-3 text-muted" onClick={() => setAllShown(true)}>
          Show all {calls.length} tool calls
        </Button>
      )}
      <ul aria-label="Tool calls" className="flex w-full min-w-0 flex-col">
        {shown.map((call) => (
          <ToolRow key={call.key} call={call} />
        ))}
      </ul>
    </div>
  )
}

export function ToolRow({ call }: { call: ToolLine }) {
  return (
    <li className="flex min-h-7 min-w-0 items-center gap-2 text-sm">
      <span className="flex size-4 shrink-0 items-center justify-center">{marks[call.state]}</span>
      <span className="shrink-0">{call.name.replaceAll(/[_-]+/g, ' ')}</span>
      <span className="sr-only">{spoken[call.state]}</span>
      <span dir="ltr" title={call.summary} className="min-w-0 flex-1 truncate font-mono text-muted text-xs">
        {call.summary}
      </span>
      <span className="figures shrink-0 text-muted text-xs">
        {call.state === 'running' ? (
          <Elapsed since={call.startedAt} />
        ) : (
          call.durationMs !== null && durationInWords(call.durationMs)
        )}
      </span>
    </li>
  )
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
const marks = {
  running: <Lamp state="breathing" size={16} label={null} />,
  done: <Check {...icon} className="text-good" />,
  failed: <X {...icon} className="text-bad" />,
}
const spoken = { running: ', under way', done: ', done', failed: ', failed' }
