import { longDay, money, shortDay } from '../_words/figures.ts'
import type { Bars } from './series.ts'

/** What the bars show, as figures: for everybody who would rather read than look. Days without a call are left out. */
export function DayTable({ bars: { series, rows }, label }: { bars: Bars; label: string }) {
  const used = rows.filter(({ totalMicros }) => totalMicros > 0).toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section aria-label={label} tabIndex={0} className="max-h-[420px] overflow-auto">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="text-muted">
            <th scope="col" className="sticky top-0 left-0 z-10 bg-surface py-2 pr-4 text-left font-medium">
              Day
            </th>
            <th scope="col" className="sticky top-0 bg-surface px-3 py-2 text-right font-medium">
              Together
            </th>
            {series.map(({ key, name }) => (
              <th
                key={key}
                scope="col"
                title={name}
                className="sticky top-0 max-w-36 truncate bg-surface px-3 py-2 text-right font-medium"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map(({ day, totalMicros, micros }) => (
            <tr key={day} className="border-line border-t">
              <th
                scope="row"
                className="sticky left-0 whitespace-nowrap bg-surface py-2 pr-4 text-left font-normal"
              >
                <span className="max-sm:sr-only">{longDay(day)}</span>
                <span aria-hidden="true" className="sm:hidden">
                  {shortDay(day)}
                </span>
              </th>
              <td className="figures whitespace-nowrap px-3 py-2 text-right">{money(totalMicros)}</td>
              {series.map(({ key }) => (
                <td key={key} className="figures whitespace-nowrap px-3 py-2 text-right text-muted">
                  {micros[key] ? money(micros[key]) : '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
