'use client'
import { useState } from 'react'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { commandLines, composeLines, type WorkerStart as Facts } from './start-command.ts'

const ways = [
  {
    key: 'command',
    name: 'Command',
    lines: commandLines,
    hint: 'In a copy of Deskhand on the machine that shall work: Node 20 or later, and Claude Code or the tools it shall use.',
  },
  {
    key: 'compose',
    name: 'Docker',
    lines: composeLines,
    hint: 'In a copy of Deskhand: non-root, read-only, with an allow-list of sites. --scale worker=2 starts two.',
  },
] as const

/** What one types on another machine to start a worker, to be copied. */
export function WorkerStart(facts: Facts) {
  const [chosen, setChosen] = useState<(typeof ways)[number]>(ways[0])
  const lines = chosen.lines(facts)
  return (
    <div className="flex min-w-0 flex-col gap-2 text-left">
      <fieldset className="flex gap-0.5">
        <legend className="sr-only">Start it with</legend>
        {ways.map((way) => (
          <button
            key={way.key}
            type="button"
            aria-pressed={way === chosen}
            onClick={() => setChosen(way)}
            className="h-7 rounded-md px-2 text-muted text-sm hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink max-sm:h-11"
          >
            {way.name}
          </button>
        ))}
      </fieldset>
      <div className="flex min-w-0 items-start rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <pre
          dir="ltr"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard, too
          tabIndex={0}
          className="min-w-0 flex-1 overflow-x-auto py-1.5 font-mono text-sm"
        >
          {lines}
        </pre>
        <CopyButton text={lines} label="Copy the lines" />
      </div>
      <p className="text-muted text-sm">{chosen.hint}</p>
    </div>
  )
}
