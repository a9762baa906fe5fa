'use client'
import { useTimeZone } from '../../../employees/[id]/chat/_log/use-time-zone.ts'

type MomentsProps = { times: readonly (string | Date)[]; className?: string }

/** Moments as the person's own clock and calendar say them. */
export function Moments({ times, className }: MomentsProps) {
  const timeZone = useTimeZone()
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (
    <span className={className}>
      {times.map((time, index) => {
        const moment = new Date(time)
        return (
          <span key={moment.toISOString()}>
            <time dateTime={moment.toISOString()} className="whitespace-nowrap">
              {format.format(moment)}
            </time>
            {index < times.length - 1 && ' · '}
          </span>
        )
      })}
    </span>
  )
}
