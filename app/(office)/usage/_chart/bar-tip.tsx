import { longDay, money } from '../_words/figures.ts'
import type { BarRow, Series } from './series.ts'
import { Swatch } from './swatch.tsx'

/** What one day's bar is made of. */
export function BarTip({ row, series }: { row: BarRow; series: readonly Series[] }) {
  const there = series.filter(({ key }) => (row.micros[key] ?? 0) > 0)
  return (
    <div className="floating max-w-72 px-3 py-2 text-sm">
      <p className="mb-1 flex items-baseline justify-between gap-4 font-medium">
        {longDay(row.day)}
        <span className="figures">{money(row.totalMicros)}</span>
      </p>
      <ul className="flex flex-col gap-0.5">
        {there.map(({ key, name, colour }) => (
          <li key={key} className="flex items-center gap-2 text-muted">
            <Swatch colour={colour} />
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {name}
            </span>
            <span className="figures text-ink">{money(row.micros[key] ?? 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
