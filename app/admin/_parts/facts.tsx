import type { ReactNode } from 'react'

const isFigure = (value: ReactNode) =>
  typeof value === 'number' || (typeof value === 'string' && /\d/.test(value))

/** Labels and values, a hairline between them. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="border-line border-t">
      {facts.map(([label, value]) => (
        <div key={label} className="flex items-baseline justify-between gap-6 border-line border-b py-2">
          <dt className="shrink-0 text-muted">{label}</dt>
          <dd className={`min-w-0 break-words text-right text-sm ${isFigure(value) ? 'figures' : ''}`}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
