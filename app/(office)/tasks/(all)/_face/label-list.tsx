/** Labels in a line; what has no room is counted. */
export function LabelList({ labels, most = 2 }: { labels: readonly string[]; most?: number }) {
  if (labels.length === 0) return null
  const more = labels.slice(most)
  return (
    <span className="flex min-w-0 items-center gap-1">
      {labels.slice(0, most).map((label) => (
        <span
          key={label}
          dir="auto"
          title={label}
          className="max-w-28 truncate rounded-sm border border-line px-1 text-muted text-xs"
        >
          {label}
        </span>
      ))}
      {more.length > 0 && (
        <span title={more.join(', ')} className="figures shrink-0 text-muted text-xs">
          +{more.length}
        </span>
      )}
    </span>
  )
}
