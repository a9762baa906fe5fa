'use client'

type LabelChipsProps = { labels: readonly string[]; onChoose: (label: string) => void }

/** Labels in use, each a press away. */
export function LabelChips({ labels, onChoose }: LabelChipsProps) {
  if (labels.length === 0) return null
  return (
    <ul
      aria-label="Labels in use"
      className="flex max-h-40 min-w-0 flex-wrap gap-1.5 overflow-y-auto max-sm:gap-2"
    >
      {labels.map((label) => (
        <li key={label} className="flex max-w-full">
          <button
            type="button"
            dir="auto"
            onClick={() => onChoose(label)}
            className="min-h-6 max-w-full truncate rounded-sm border border-line px-1.5 text-muted text-sm hover:border-edge hover:text-ink max-sm:min-h-11 max-sm:px-3"
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}
