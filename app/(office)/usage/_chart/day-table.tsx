import { longDay, money } from '../_words/figures.ts'
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
            <th scope="col" className="sticky top-0 bg-surface py-2 pl-3 text-right font-medium">
              Together
            </th>
          </tr>
        </thead>
        <tbody>
          {used.map(({ day, totalMicros, micros }) => (
            <tr key={day} className="border-line border-t">
              <th
                scope="row"
                className="sticky left-0 whitespace-nowrap bg-surface py-2 pr-4 text-left font-normal"
              >
                {longDay(day)}
              </th>
              {series.map(({ key }) => (
                <td key={key} className="figures whitespace-nowrap px-3 py-2 text-right text-muted">
                  {micros[key] ? money(micros[key]) : '–'}
                </td>
              ))}
              <td className="figures whitespace-nowrap py-2 pl-3 text-right">{money(totalMicros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
