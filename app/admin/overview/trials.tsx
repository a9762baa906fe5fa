import type { Overview } from '#lib/admin/read-overview.ts'

const weekFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A bar for each week: the whole is who began, the lit part is who pays now. */
export function Trials({ weeks }: { weeks: Overview['trials'] }) {
  const most = Math.max(1, ...weeks.map(({ started }) => started))
  return (
    <table className="w-full border-line border-t text-sm">
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="py-2 pr-4 font-normal">
            Week
          </th>
          <th scope="col" className="w-full font-normal">
            <span className="sr-only">As a bar</span>
          </th>
          <th scope="col" className="px-3 text-right font-normal">
            Began
          </th>
          <th scope="col" className="px-3 text-right font-normal">
            Paid
          </th>
          <th scope="col" className="pl-3 text-right font-normal">
            Share
          </th>
        </tr>
      </thead>
      <tbody className="figures">
        {weeks.map(({ week, started, paid }) => (
          <tr key={week.toISOString()} className="border-line border-t">
            <th scope="row" className="whitespace-nowrap py-1.5 pr-4 text-left font-normal">
              {weekFormat.format(week)}
            </th>
            <td>
              <div
                aria-hidden="true"
                className="h-2 overflow-hidden rounded-sm bg-lamp-wash"
                style={{ width: `${(100 * started) / most}%` }}
              >
                <div
                  className="h-full bg-lamp"
                  style={{ width: started === 0 ? 0 : `${(100 * paid) / started}%` }}
                />
              </div>
            </td>
            <td className="px-3 text-right">{started}</td>
            <td className="px-3 text-right">{paid}</td>
            <td className="pl-3 text-right text-muted">
              {started === 0 ? '–' : `${Math.round((100 * paid) / started)} %`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
