'use client'
// Spend by day: bars to look at, or the same as a table to read. What they are split by is one choice for both.
import { ChartColumn, Table } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useMemo, useState } from 'react'
import type { Usage } from '#lib/wire/usage.ts'
import { money, rangeInWords } from '../_words/figures.ts'
import { ChartSkeleton } from './chart-skeleton.tsx'
import { DayTable } from './day-table.tsx'
import { barsOf, type Split, splitNames, splits } from './series.ts'
import { Swatch } from './swatch.tsx'

const BarDrawing = dynamic(() => import('./bar-drawing.tsx').then((module) => module.BarDrawing), {
  ssr: false,
  loading: () => <ChartSkeleton />,
})

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

export function SpendChart({ usage }: { usage: Usage }) {
  const [split, setSplit] = useState<Split>('employees')
  const [isTable, setTable] = useState(false)
  const bars = useMemo(() => barsOf(usage, split), [usage, split])
  const label = `Spend by day and ${splitNames[split].toLowerCase()}, ${rangeInWords(usage)}`
  return (
    <figure aria-label={label} className="rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-2">
        <fieldset className="flex items-center gap-1">
          <legend className="sr-only">Split by</legend>
          {splits.map((one) => (
            <Toggle key={one} isOn={split === one} onPress={() => setSplit(one)}>
              {splitNames[one]}
            </Toggle>
          ))}
        </fieldset>
        <fieldset className="ml-auto flex items-center gap-1">
          <legend className="sr-only">Show as</legend>
          <Toggle isOn={!isTable} onPress={() => setTable(false)}>
            <ChartColumn {...icon} />
            <span className="max-sm:sr-only">Chart</span>
          </Toggle>
          <Toggle isOn={isTable} onPress={() => setTable(true)}>
            <Table {...icon} />
            <span className="max-sm:sr-only">Table</span>
          </Toggle>
        </fieldset>
      </div>
      {isTable ? (
        <DayTable bars={bars} label={label} />
      ) : (
        <>
          <div className="h-60 sm:h-72 [&_.recharts-surface]:rounded-sm">
            <BarDrawing bars={bars} label={`${label}. The same as figures: press Table.`} />
          </div>
          <ul aria-label="Colours" className="mt-4 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
            {bars.series.map(({ key, name, colour, costMicros }) => (
              <li key={key} className="flex min-w-0 max-w-full items-center gap-2">
                <Swatch colour={colour} />
                <span dir="auto" title={name} className="min-w-0 max-w-48 truncate">
                  {name}
                </span>{' '}
                <span className="figures text-muted">{money(costMicros)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  )
}

type ToggleProps = { isOn: boolean; onPress: () => void; children: ReactNode }

function Toggle({ isOn, onPress, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className="flex h-8 items-center gap-1.5 rounded-md px-2.5 text-muted transition-colors duration-150 ease-out hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink max-sm:h-11 max-sm:min-w-11 max-sm:justify-center"
    >
      {children}
    </button>
  )
}
