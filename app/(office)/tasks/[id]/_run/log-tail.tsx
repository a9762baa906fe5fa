'use client'
// What a run prints. Follows its end until one scrolls up; only the last lines are drawn, all of them can be taken along.
import { ArrowDownToLine, Download, Pause } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Run } from '#lib/wire/task.ts'
import { IconButton } from '../../../../_ui/icon-button.tsx'
import { fetchLog } from '../_state/task-calls.ts'
import { useStream } from '../_state/use-stream.ts'
import { logLinesOf } from './log-lines.ts'

const mostDrawn = 2_000
const nearEndPx = 24

export function LogTail({ taskId, run }: { taskId: string; run: Pick<Run, 'id' | 'attempt'> }) {
  const pieces = useStream(taskId, undefined, (after) => fetchLog(taskId, run.id, after), true)
  const lines = useMemo(() => logLinesOf(pieces, run.id), [pieces, run.id])
  const [isFollowing, setFollowing] = useState(true)
  const box = useRef<HTMLPreElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is new lines that move the end
  useEffect(() => {
    if (isFollowing) box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'instant' })
  }, [lines, isFollowing])
  const note = () => {
    const element = box.current
    if (element) setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx)
  }
  const drawn = lines.slice(-mostDrawn)
  return (
    <section
      aria-label={`Log of attempt ${run.attempt}`}
      className="overflow-hidden rounded-md border border-line"
    >
      <div className="flex items-center gap-1 border-line border-b bg-sunken py-0.5 pr-1 pl-3">
        <p className="flex-1 text-muted text-sm">
          Log{' '}
          <span className="figures text-xs">
            {lines.length === 1 ? '1 line' : `${lines.length} lines`}
            {lines.length > mostDrawn && `, the last ${mostDrawn} shown`}
          </span>
        </p>
        <IconButton
          label={isFollowing ? 'Stop following the end' : 'Follow the end'}
          aria-pressed={isFollowing}
          onClick={() => setFollowing(!isFollowing)}
        >
          {isFollowing ? (
            <Pause aria-hidden="true" size={16} strokeWidth={1.5} />
          ) : (
            <ArrowDownToLine aria-hidden="true" size={16} strokeWidth={1.5} />
          )}
        </IconButton>
        <IconButton
          label="Download the log"
          disabled={lines.length === 0}
          onClick={() => save(lines, `log-attempt-${run.attempt}.txt`)}
        >
          <Download aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      </div>
      <pre
        ref={box}
        dir="ltr"
        onScroll={note}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long output is scrolled with the keyboard, too
        tabIndex={0}
        className="max-h-80 min-h-16 overflow-auto whitespace-pre-wrap px-3 py-2 font-mono text-xs [overflow-wrap:anywhere] focus-visible:-outline-offset-2"
      >
        {drawn.length === 0 ? <span className="text-muted">Nothing was printed yet.</span> : drawn.join('\n')}
      </pre>
    </section>
  )
}

function save(lines: readonly string[], name: string): void {
  const address = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
