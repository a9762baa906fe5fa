'use client'
import { Check, ChevronRight, CircleSlash, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { CopyButton } from '#app/_ui/copy-button.tsx'
import { Elapsed } from '#app/_ui/elapsed.tsx'
import { Lamp } from '#app/_ui/lamp.tsx'
import type { ToolCall } from '#lib/wire/message.ts'
import { toolInWords } from '../_words/tool.ts'

const spoken = { running: 'under way', done: 'done', error: 'failed', interrupted: 'interrupted' }

/** One line that says what is done; opened, all there is to know about it. */
export function ToolCard({ call }: { call: ToolCall }) {
  const [isOpen, setOpen] = useState(false)
  const { title, argument } = toolInWords(call)
  return (
    <details
      className="group/tool rounded-md border border-line open:bg-surface"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-9 list-none items-center gap-2 rounded-md px-3 text-sm hover:bg-sunken max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className="flex size-4 shrink-0 items-center justify-center">{mark(call.status)}</span>
        <span className="shrink-0 font-medium">{title}</span>
        <span className="sr-only">, {spoken[call.status]}</span>
        <span dir="ltr" className="min-w-0 flex-1 truncate font-mono text-muted text-xs" title={argument}>
          {argument}
        </span>
        <span className="shrink-0 text-muted text-xs">
          {call.status === 'interrupted' ? (
            'interrupted'
          ) : (
            <Elapsed since={call.startedAt} until={call.endedAt} />
          )}
        </span>
        <ChevronRight
          aria-hidden="true"
          size={16}
          strokeWidth={1.5}
          className="shrink-0 text-muted transition-transform duration-150 ease-out group-open/tool:rotate-90"
        />
      </summary>
      {isOpen && <ToolDetails call={call} />}
    </details>
  )
}

function mark(status: ToolCall['status']) {
  const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const
  if (status === 'running') return <Lamp state="breathing" size={16} label={null} />
  if (status === 'done') return <Check {...icon} className="text-good" />
  if (status === 'error') return <X {...icon} className="text-bad" />
  return <CircleSlash {...icon} className="text-muted" />
}

function ToolDetails({ call }: { call: ToolCall }) {
  const given = argumentsOf(call.arguments)
  return (
    <div className="border-line border-t text-sm">
      <Block label="Given" text={given} />
      {call.output === '' ? (
        <p className="px-3 py-2 text-muted">{call.status === 'running' ? 'No output yet.' : 'No output.'}</p>
      ) : (
        <Block
          label={call.status === 'error' ? 'Error' : 'Output'}
          text={call.output}
          isLive={call.status === 'running'}
        />
      )}
      {call.outputTruncated && (
        <p className="border-line border-t px-3 py-2 text-muted">Only the last part of the output is kept.</p>
      )}
    </div>
  )
}

function Block({ label, text, isLive = false }: { label: string; text: string; isLive?: boolean }) {
  const box = useFollowing(text, isLive)
  return (
    <div className="border-line not-first:border-t">
      <div className="flex items-center justify-between pl-3">
        <span className={label === 'Error' ? 'font-medium text-bad text-xs' : 'text-muted text-xs'}>
          {label}
        </span>
        <CopyButton text={text} label={`Copy: ${label}`} />
      </div>
      <pre
        ref={box}
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long output is scrolled with the keyboard, too
        tabIndex={0}
        className="max-h-80 overflow-auto whitespace-pre-wrap px-3 pb-3 font-mono text-xs [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
    </div>
  )
}

const nearEndPx = 24

/** Stays at the end of output that grows, unless the reader has scrolled up. */
function useFollowing(text: string, isLive: boolean) {
  const box = useRef<HTMLPreElement>(null)
  const follows = useRef(isLive)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const note = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx
    }
    element.addEventListener('scroll', note, { passive: true })
    return () => element.removeEventListener('scroll', note)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the text that makes it longer
  useEffect(() => {
    if (isLive && follows.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [text, isLive])
  return box
}

/** A command is read as it is typed; everything else as JSON. */
function argumentsOf(given: unknown): string {
  const { command, ...rest } = Object(given)
  if (typeof command === 'string' && Object.keys(rest).length === 0) return command
  return JSON.stringify(given, null, 2) ?? ''
}
